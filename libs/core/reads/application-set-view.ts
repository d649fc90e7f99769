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
    ...readinessOf(status.conditions),
    conditions: viewConditions(status.conditions),
    createdAt: metadata.creationTimestamp ?? '',
  };
}
