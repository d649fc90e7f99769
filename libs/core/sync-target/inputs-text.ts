import { canonicalJson } from '../model/canonical-json.ts';
import type { Application, ApplicationSpec } from '../resources/application.ts';
import type { Blocker } from '../status/blocker.ts';
import { approvalAnnotation } from '../sync-options/read-approval.ts';
import type { Tenant } from '../resources/tenant.ts';
import type { SyncTarget } from './locate-target.ts';

type TenantSpec = Tenant['spec'];

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
  /** The repositories whose Git LFS is read; their pointers are among the plans. */
  readonly lfs?: readonly string[];
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
  const { name, labels } = target.cluster.metadata;
  const approved = metadata.annotations[approvalAnnotation];
  // Canonical JSON of one object, member by member in their order: most of it is the same at every look.
  const members = [
    ...(approved === undefined ? [] : [`"approved":${canonicalJson(approved)}`]),
    `"cluster":${canonicalJson({ name, labels })}`,
    `"read":${canonicalJson(read)}`,
    `"rules":${rulesText(target.tenant.spec)}`,
    specText(spec, target.sources),
    `"version":${VERSION}`,
  ];
  return `{${members.join(',')}}`;
}

/** What is read from a view stays the same object until it changes. */
const textOfRules = new WeakMap<TenantSpec, string>();
const textOfSpecs = new WeakMap<ApplicationSpec, string>();

function rulesText(rules: TenantSpec): string {
  const { sourceRepos, destinations, clusterResources, namespaceResources, syncWindows, deletionBudget } = rules;
  const text =
    textOfRules.get(rules) ??
    canonicalJson({
      sourceRepos,
      destinations,
      clusterResources,
      namespaceResources,
      ...(syncWindows && { syncWindows }),
      ...(deletionBudget?.objects !== undefined && { pruneBudget: deletionBudget.objects }),
    });
  textOfRules.set(rules, text);
  return text;
}

/** The members `sources` and `spec`. */
function specText(spec: ApplicationSpec, listed: SyncTarget['sources']): string {
  const known = textOfSpecs.get(spec);
  if (known !== undefined) return known;
  const { source: _, sources: __, ...others } = spec;
  const sources = listed.map(({ source: { targetRevision: ___, ...source } }) => source);
  const text = `"sources":${canonicalJson(sources)},"spec":${canonicalJson(others)}`;
  textOfSpecs.set(spec, text);
  return text;
}

/** The same for an Application that something stands in the way of: as long as the reason stays, nothing is tried. */
export function blockedText(spec: ApplicationSpec, { reason, message }: Blocker): string {
  return canonicalJson({ version: VERSION, spec, blocked: { reason, message } });
}
