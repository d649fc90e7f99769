import { beforeEach, describe, expect, it } from 'vitest';
import type { Health } from '#core/health/health.ts';
import type { JsonObject } from '#core/model/json.ts';
import { SeenObjects } from './seen-objects.ts';

const key = { group: 'pots.example', kind: 'Pot', namespace: 'shop', name: 'a' };
const ID = 'pots.example/Pot/shop/a';
const object: JsonObject = { kind: 'Pot' };
const annotations = { 'nabe.dev/tracking': 'red/web:pots.example/Pot:shop/a' };

let answers: ((health: Health) => void)[];
let judged: string[];
let tenants: string[];
let seen: SeenObjects;

/** A judgement that comes when the test says so. */
function judge(tenant: string): Promise<Health | undefined> {
  tenants.push(tenant);
  return new Promise((resolve) => answers.push(resolve));
}

async function answer(index: number, status: Health['status']): Promise<void> {
  answers[index]?.({ status, message: '' });
  await Promise.resolve();
  await Promise.resolve();
}

function see(uid = 'u1', entryHash = 'h1'): void {
  seen.seen('watch', { key, uid, entryHash, labels: {}, annotations, deleting: false, object });
}
const healthNow = () => {
  const known = seen.look(ID, 'watch');
  return typeof known === 'string' ? known : known.health?.status;
};

beforeEach(() => {
  [answers, judged, tenants] = [[], [], []];
  seen = new SeenObjects(
    { judge },
    (id) => void judged.push(id),
    (error) => {
      throw error;
    },
  );
  seen.open('watch');
});

describe('SeenObjects', () => {
  it('knows nothing of an object before its first judgement, which it tells', async () => {
    see();
    expect(healthNow()).toBe('unknown');
    await answer(0, 'Healthy');
    expect({ health: healthNow(), judged, tenants }).toEqual({ health: 'Healthy', judged: [ID], tenants: ['red'] });
  });

  it('answers what is news, and nothing for what was known before', async () => {
    const changed = (uid: string, entryHash: string) =>
      seen.seen('watch', { key, uid, entryHash, labels: {}, annotations, deleting: false });
    const answered = [changed('u1', 'h1'), changed('u1', 'h1'), changed('u1', 'h2'), changed('u2', 'h2')];
    expect(answered).toEqual([ID, undefined, ID, ID]);
  });

  it('does not judge an object that says its health does not count', () => {
    const ignored = { ...annotations, 'argocd.argoproj.io/ignore-healthcheck': 'true' };
    seen.seen('watch', { key, uid: 'u1', entryHash: 'h1', labels: {}, annotations: ignored, deleting: false, object });
    expect({ known: seen.look(ID, 'watch'), tenants }).toMatchObject({ known: { uid: 'u1' }, tenants: [] });
    expect(healthNow()).toBeUndefined();
  });

  it('shows a change at once, with the health of before until the next judgement', async () => {
    see();
    await answer(0, 'Healthy');
    see('u1', 'h2');
    expect(seen.look(ID, 'watch')).toMatchObject({ entryHash: 'h2', health: { status: 'Healthy' } });
    await answer(1, 'Degraded');
    expect(healthNow()).toBe('Degraded');
  });

  it('drops a judgement that a newer state has overtaken', async () => {
    see();
    see('u1', 'h2');
    await answer(1, 'Healthy');
    await answer(0, 'Degraded');
    expect({ health: healthNow(), judged }).toEqual({ health: 'Healthy', judged: [ID] });
  });

  it('does not judge another object of the name by the one before', async () => {
    see();
    await answer(0, 'Healthy');
    see('u2');
    expect(healthNow()).toBe('unknown');
  });

  it('does not bring back an object that is gone', async () => {
    see();
    seen.gone('watch', key);
    await answer(0, 'Healthy');
    expect({ health: healthNow(), judged }).toEqual({ health: 'unknown', judged: [] });
  });
});
