import { listBriefly } from '../model/text/list-briefly.ts';
import type { ObjectKey } from '../model/objects/object-key.ts';
import { succeed, fail, type Result } from '../model/result.ts';
import type { Plan, Wave, WaveStep } from '../plan/plan.ts';
import type { ChosenObject } from '../resources/application-operation.ts';

/**
 * The part of a plan that is about chosen objects: no hooks, as in Argo CD, and the rest of the Application stays as it is. Fails with a
 * sentence when one of them is neither in git nor owned.
 */
export function chooseObjects(plan: Plan, chosen: readonly ChosenObject[]): Result<Plan, string> {
  const keys = [
    ...plan.waves.flatMap(({ groups }) => groups.flat().map(({ key }) => key)),
    ...plan.kept.map(({ entry }) => entry),
  ];
  const missing = chosen.filter((one) => !keys.some((key) => isChosen(key, one)));
  if (missing.length > 0)
    return fail(
      `Not synced: ${listBriefly(missing.map(describe).toSorted())}: no such object in git or in the inventory.`,
    );
  const isWanted = (key: ObjectKey) => chosen.some((one) => isChosen(key, one));
  const waves = plan.waves.flatMap((wave) => chooseInWave(wave, isWanted));
  return succeed({
    waves,
    failureWaves: [],
    kept: plan.kept.filter(({ entry }) => isWanted(entry)),
    holds: plan.holds,
  });
}

function chooseInWave(wave: Wave, isWanted: (key: ObjectKey) => boolean): Wave[] {
  const isKept = ({ action, key }: WaveStep) => action !== 'hook' && isWanted(key);
  const groups = wave.groups.map((group) => group.filter(isKept)).filter((group) => group.length > 0);
  return groups.length === 0 ? [] : [{ ...wave, groups }];
}

function isChosen(key: ObjectKey, { group = '', kind, namespace, name }: ChosenObject): boolean {
  return (
    key.group === group && key.kind === kind && key.name === name && (namespace ?? key.namespace) === key.namespace
  );
}

function describe({ kind, namespace, name }: ChosenObject): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
