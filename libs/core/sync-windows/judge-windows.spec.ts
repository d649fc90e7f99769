import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeWindows } from './judge-windows.ts';
import { readWindows, type SyncWindow } from './sync-window.ts';
import { windowMatches } from './window-matches.ts';

interface WindowCase {
  readonly name: string;
  readonly windows: readonly SyncWindow[];
  readonly application?: {
    readonly metadata: { readonly name: string };
    readonly spec: {
      readonly destination: { readonly namespace: string; readonly name?: string; readonly server?: string };
    };
  };
  readonly isManual: boolean;
  readonly at: string;
  readonly operationStartedAt?: string;
  readonly allowed?: boolean;
}

const corpus = new URL('../../../test/conformance/window/', import.meta.url);
const cases = readdirSync(corpus).flatMap((file) =>
  readFileSync(new URL(file, corpus), 'utf8')
    .trim()
    .split('\n')
    .map((line): WindowCase => JSON.parse(line)),
);

function answer({ windows, application, isManual, at, operationStartedAt }: WindowCase): boolean | undefined {
  const read = readWindows(windows, (window) => {
    if (application === undefined) return true;
    const { namespace, ...cluster } = application.spec.destination;
    return windowMatches(window, { name: application.metadata.name, namespace, cluster });
  });
  if (!read.ok) return undefined;
  const startedMs = operationStartedAt === undefined ? undefined : Date.parse(operationStartedAt);
  return judgeWindows(read.value, { atMs: Date.parse(at), isManual, startedMs }).allowed;
}

describe('judgeWindows, held against the corpus', () => {
  it('has the whole corpus before it', () => {
    expect(cases.length).toBeGreaterThanOrEqual(186);
  });

  it.each(cases.map((windowCase) => ({ name: windowCase.name, windowCase })))(
    'judges $name as Argo CD',
    ({ windowCase }) => {
      expect(answer(windowCase)).toBe(windowCase.allowed);
    },
  );
});

describe('judgeWindows, beyond the corpus', () => {
  const deny: SyncWindow = { kind: 'deny', schedule: '0 10 * * *', duration: '1h', applications: ['*'] };
  const noon = { isManual: false, at: '2026-03-02T10:30:00Z' };
  const application = { metadata: { name: 'web' }, spec: { destination: { namespace: 'shop' } } };

  it.each([
    {
      name: 'a window that cannot be read, of others',
      windows: [{ ...deny, schedule: 'bad', applications: ['api'] }],
      allowed: true,
    },
    { name: 'a window that cannot be read', windows: [{ ...deny, schedule: 'bad' }], allowed: undefined },
    {
      name: 'a time zone written otherwise, which is UTC',
      windows: [{ ...deny, timeZone: 'asia/tokyo' }],
      allowed: false,
    },
    { name: 'a time zone', windows: [{ ...deny, timeZone: 'Asia/Tokyo' }], allowed: true },
  ])('judges $name', ({ name, windows, allowed }) => {
    expect(answer({ name, windows, application, ...noon })).toBe(allowed);
  });
});

describe('judgeWindows, on when a sync may run again', () => {
  const at = '2026-03-02T10:30:00Z';

  it.each<{ name: string; windows: SyncWindow[]; until: string | undefined }>([
    {
      name: 'the end of a window that denies',
      windows: [{ kind: 'deny', schedule: '0 10 * * *', duration: '1h' }],
      until: '2026-03-02T11:00:00.000Z',
    },
    {
      name: 'the start of one that allows',
      windows: [{ kind: 'allow', schedule: '0 9 * * *', duration: '1h' }],
      until: '2026-03-03T09:00:00.000Z',
    },
    {
      name: 'the end of the last of several that follow each other',
      windows: [
        { kind: 'deny', schedule: '0 10 * * *', duration: '1h' },
        { kind: 'deny', schedule: '30 10 * * *', duration: '1h' },
        { kind: 'allow', schedule: '0 11 * * *', duration: '2h' },
      ],
      until: '2026-03-02T11:30:00.000Z',
    },
    {
      name: 'a start behind a change of clocks',
      windows: [{ kind: 'allow', schedule: '0 9 29 3 *', duration: '1h', timeZone: 'Europe/Berlin' }],
      until: '2026-03-29T07:00:00.000Z',
    },
    {
      name: 'nothing for a window that opens anew before it closes',
      windows: [{ kind: 'deny', schedule: '* * * * *', duration: '1h' }],
      until: undefined,
    },
    {
      name: 'nothing for one that is never met',
      windows: [{ kind: 'deny', schedule: '0 0 31 2 *', duration: '1h' }],
      until: undefined,
    },
  ])('answers $name', ({ windows, until }) => {
    const read = readWindows(windows);
    const verdict = read.ok ? judgeWindows(read.value, { atMs: Date.parse(at), isManual: false }) : undefined;
    const untilMs = verdict?.allowed === false ? verdict.untilMs : Number.NaN;
    expect(untilMs === undefined ? undefined : new Date(untilMs).toISOString()).toBe(until);
  });
});
