import type { Condition } from '../model/conditions.ts';
import type { ApplicationSet } from '../resources/application-set.ts';
import { type ConditionView, readinessOf, type ReadinessView, viewConditions } from './readiness.ts';
import { tenantOf } from './tenant-of.ts';

export interface ApplicationSetView extends ReadinessView {
  readonly namespace: string;
  readonly name: string;
  readonly tenant: string;
  /** How many Applications the set wants; absent until it was expanded once. */
  readonly applications?: number;
  readonly conditions: readonly ConditionView[];
  readonly createdAt: string;
}

export function viewApplicationSet({ metadata, status }: ApplicationSet): ApplicationSetView {
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    tenant: tenantOf(metadata),
    ...(status.applications === undefined ? {} : { applications: status.applications }),
    ...readinessOfSet(status.conditions),
    conditions: viewConditions(status.conditions),
    createdAt: metadata.creationTimestamp ?? '',
  };
}

/** A set that expands well and whose file in git is malformed is not what its author wants it to be: that counts as not ready too. */
function readinessOfSet(conditions: readonly Condition[] | undefined): ReadinessView {
  const readiness = readinessOf(conditions);
  const source = conditions?.find(({ type }) => type === 'SourceValid');
  if (readiness.ready === 'False' || source?.status !== 'False') return readiness;
  return { ready: 'False', reason: source.reason, message: source.message, since: source.lastTransitionTime };
}
