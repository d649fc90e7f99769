import { describe, expect, it } from 'vitest';
import { desire, everything, outline, own, plan, synced, web } from './testing/plan-inputs.ts';

describe('buildPlan, when the Application is deleted', () => {
  const keptThing = own('Secret', 'kept', { keep: ['delete'] });

  it('removes all it owns backwards, whatever git and the policy say', () => {
    const inventory = [
      own('Namespace', 'shop', { wave: -1 }),
      synced,
      own('Service', 'web'),
      own('Job', 'last', { wave: 2 }),
    ];
    const built = plan({
      desired: [web],
      inventory,
      policy: { prune: false, selfHeal: false, allowEmpty: false },
      deleting: true,
    });
    expect(outline(built)).toEqual([
      '-1: prune Job last',
      '0: prune Service web, prune ConfigMap web',
      '2: prune Namespace shop',
    ]);
  });

  it('leaves behind what was applied with Delete=false, without a hold', () => {
    expect(plan({ inventory: [keptThing], deleting: true })).toEqual({
      waves: [],
      failureWaves: [],
      kept: [{ action: 'keep', entry: keptThing, reason: 'delete-disabled-by-annotation' }],
      holds: [],
    });
  });

  it('leaves what waits for a person, until it is approved', () => {
    const waiting = own('Secret', 'waiting', { keep: ['delete-until-approved'] });
    const reasons = plan({ inventory: [waiting], deleting: true }).kept.map(({ reason }) => reason);
    expect(reasons).toEqual(['delete-unapproved']);
    const policy = { ...everything, isApproved: true };
    expect(outline(plan({ inventory: [waiting], policy, deleting: true }))).toEqual(['0: prune Secret waiting']);
  });

  it('deletes with the propagation that the Application asks for', () => {
    const [wave] = plan({
      inventory: [synced],
      policy: { ...everything, propagation: 'orphan' },
      deleting: true,
    }).waves;
    expect(wave?.groups.flat()).toMatchObject([{ action: 'prune', propagation: 'orphan' }]);
  });

  it('still prunes what says Delete=false when only git lost it', () => {
    expect(outline(plan({ desired: [web], inventory: [synced, keptThing] }))).toEqual(['0: prune Secret kept']);
  });
});

describe('buildPlan, in what order', () => {
  it('goes by wave, then by kind, and lets equals run at once', () => {
    const desired = [
      desire('Service', 'b'),
      desire('ConfigMap', 'd'),
      desire('ConfigMap', 'c'),
      desire('ConfigMap', 'a', '-1'),
    ];
    expect(outline(plan({ desired }))).toEqual([
      '-1: apply ConfigMap a',
      '0: apply ConfigMap c + apply ConfigMap d, apply Service b',
    ]);
  });

  it('lets kinds without a rank run at once, after all others', () => {
    const desired = [desire('Kettle', 'b'), desire('Cup', 'a'), desire('Service', 'c')];
    expect(outline(plan({ desired }))).toEqual(['0: apply Service c, apply Cup a + apply Kettle b']);
  });

  it('puts a Namespace into the wave of the first object in it', () => {
    const desired = [desire('Namespace', 'shop', '5'), desire('ConfigMap', 'a', '-2'), desire('ConfigMap', 'b')];
    expect(outline(plan({ desired }))).toEqual(['-2: apply Namespace shop, apply ConfigMap a', '0: apply ConfigMap b']);
  });

  it('prunes before it applies, with the kinds backwards', () => {
    const inventory = [own('Service', 'old'), own('ConfigMap', 'old')];
    expect(outline(plan({ desired: [web], inventory }))).toEqual([
      '0: prune Service old, prune ConfigMap old, apply ConfigMap web',
    ]);
  });
});
