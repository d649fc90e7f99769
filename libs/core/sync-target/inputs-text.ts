import { canonicalJson } from '../model/canonical-json.ts';
import type { Application, ApplicationSpec } from '../resources/application.ts';
import type { Blocker } from '../status/blocker.ts';
import { approvalAnnotation } from '../sync-options/read-approval.ts';
import type { SyncTarget } from './locate-target.ts';

/** Raised whenever the same inputs would lead to other objects than before. */
const VERSION = 2;

/** What the sources of an Application depend on. */
export interface SourcesRead {
  /** Of each plan, or of what stands in the way of one. */
  readonly plans: readonly string[];
  /** Where a chart may ask for it. */
  readonly kubeVersion?: string | undefined;
  /** Digests of the keys for what is encrypted, by source. */
  readonly keys?: readonly string[] | undefined;
  /** Digests of the charts that others depend on. */
  readonly charts?: readonly string[];
  /** The commits that a person holds the Application at. */
  readonly held?: readonly string[] | undefined;
}

/**
 * Text of everything that decides what one Application wants on its cluster; equal text, nothing to do. The commits are not in
 * it, only what its sources read of them: a push touches only Applications whose files changed (design §5). The tenant's rules
 * are: a rule that changes is held against every Application again.
 */
export function inputsText(
  { metadata, spec }: Pick<Application, 'metadata' | 'spec'>,
  target: SyncTarget,
  read: SourcesRead,
): string {
  const { source: _, sources: __, ...others } = spec;
  const sources = target.sources.map(({ source: { targetRevision: ___, ...source } }) => source);
  const { sourceRepos, destinations, clusterResources, namespaceResources, syncWindows, deletionBudget } =
    target.tenant.spec;
  const approved = metadata.annotations[approvalAnnotation];
  const { name, labels } = target.cluster.metadata;
  return canonicalJson({
    version: VERSION,
    read,
    spec: others,
    sources,
    cluster: { name, labels },
    ...(approved !== undefined && { approved }),
    rules: {
      sourceRepos,
      destinations,
      clusterResources,
      namespaceResources,
      ...(syncWindows && { syncWindows }),
      ...(deletionBudget?.objects !== undefined && { pruneBudget: deletionBudget.objects }),
    },
  });
}

/** The same for an Application that something stands in the way of: as long as the reason stays, nothing is tried. */
export function blockedText(spec: ApplicationSpec, { reason, message }: Blocker): string {
  return canonicalJson({ version: VERSION, spec, blocked: { reason, message } });
}
