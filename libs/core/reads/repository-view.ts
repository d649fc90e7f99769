import { SYSTEM_NAMESPACE } from '../resources/metadata.ts';
import type { Repository } from '../resources/repository.ts';
import { type ConditionView, readinessOf, type ReadinessView, viewConditions } from './readiness.ts';
import { tenantOf } from './tenant-of.ts';

/** A git repository as people see it: never its credentials. */
export interface RepositoryView extends ReadinessView {
  readonly namespace: string;
  readonly name: string;
  /** '' for a shared one. */
  readonly tenant: string;
  readonly shared: boolean;
  readonly url: string;
  readonly interval: string;
  readonly refs: readonly { readonly revision: string; readonly commit: string }[];
  readonly conditions: readonly ConditionView[];
  readonly createdAt: string;
}

export function viewRepository({ metadata, spec, status }: Repository): RepositoryView {
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    tenant: tenantOf(metadata),
    shared: metadata.namespace === SYSTEM_NAMESPACE,
    url: spec.url,
    interval: spec.interval,
    ...readinessOf(status.conditions),
    refs: status.refs ?? [],
    conditions: viewConditions(status.conditions),
    createdAt: metadata.creationTimestamp ?? '',
  };
}
