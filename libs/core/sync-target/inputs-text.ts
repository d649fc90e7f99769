import { canonicalJson } from '../model/canonical-json.ts';
import type { ApplicationSpec } from '../resources/application.ts';
import type { Blocker } from '../status/blocker.ts';
import type { SyncTarget } from './locate-target.ts';

/** Raised whenever the same inputs would lead to other objects than before. */
const VERSION = 1;

/**
 * Text of everything that decides what one Application wants on its cluster; equal text, nothing to do. The commit is not in
 * it, only the tree it gives the source's path: a push touches only Applications whose files changed (design §5). The tenant's rules
 * are: a rule that changes is held against every Application again.
 */
export function inputsText(spec: ApplicationSpec, target: SyncTarget, treeId: string): string {
  const { targetRevision: _, ...source } = target.source;
  const { sourceRepos, destinations, clusterResources, namespaceResources } = target.tenant.spec;
  const { name, labels } = target.cluster.metadata;
  return canonicalJson({
    version: VERSION,
    treeId,
    spec: { ...spec, source },
    cluster: { name, labels },
    rules: { sourceRepos, destinations, clusterResources, namespaceResources },
  });
}

/** The same for an Application that something stands in the way of: as long as the reason stays, nothing is tried. */
export function blockedText(spec: ApplicationSpec, { reason, message }: Blocker): string {
  return canonicalJson({ version: VERSION, spec, blocked: { reason, message } });
}
