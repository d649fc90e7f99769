import type { SourceTree } from '#core/manifests/source/source-tree.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import { shownVersion } from '#core/packages/pinned-package.ts';
import { expandSource } from '#core/sources/build-environment.ts';
import { planSource } from '#core/sources/plan/plan-source.ts';
import type { RenderPlan } from '#core/sources/plan/render-plan.ts';
import { SourceFiles, type WantedBlob } from '#core/sources/plan/source-files.ts';
import type { GitSource } from '../ports/sources/git-source.port.ts';
import type { RenderFailure, RenderRequest } from '../ports/sources/renderer.port.ts';
import { readSourceFiles } from './source-blobs.ts';
import { readSourceTree, textsOf } from './source-trees.ts';

/** Each round of reading finds what the next level of bases names; more levels than this are a mistake. */
const mostRounds = 50;

export interface PlannedSources {
  /** One for each source that is rendered, in order. */
  readonly plans: readonly RenderPlan[];
  /** Of all sources, also of those that are only referred to. */
  readonly trees: readonly SourceTree[];
}

/**
 * Settles how the sources of an Application are rendered, and from what: reads the trees, and then only the files that say what else
 * is read. Nothing is rendered; the plans hold git's ids of everything that a rendering depends on.
 */
export async function planSources(
  request: RenderRequest,
  git: GitSource,
  signal?: AbortSignal,
): Promise<Result<PlannedSources, RenderFailure>> {
  const trees: SourceTree[] = [];
  for (const source of request.sources) {
    const tree = await readSourceTree(git, source, signal);
    if (!tree.ok) return tree;
    trees.push(tree.value);
  }
  const references = referencesOf(request);
  if (!references.ok) return references;
  const texts = new Map<string, string>();
  for (let round = 0; round < mostRounds; round += 1) {
    const files = new SourceFiles(trees, texts);
    const plans = planAll(request, references.value, files);
    if (files.wanted.length === 0) return plans.ok ? succeed({ plans: plans.value, trees }) : plans;
    const read = await readWanted(request, files.wanted, git, signal);
    if (!read.ok) return read;
    for (const [id, text] of read.value) texts.set(id, text);
  }
  return invalid('its files refer to each other over too many levels');
}

function planAll(
  { sources, application, namespace, tenant }: RenderRequest,
  references: ReadonlyMap<string, number>,
  files: SourceFiles,
): Result<RenderPlan[], RenderFailure> {
  const plans: RenderPlan[] = [];
  for (const [position, { source, repository, commit, isRendered, field }] of sources.entries()) {
    if (!isRendered) continue;
    const revision = repository.package === undefined ? commit : shownVersion(repository.package);
    const expanded = expandSource({ application, namespace, tenant, commit: revision, source });
    const plan = planSource({ source: expanded, position, application, namespace, references }, files);
    if (!plan.ok) return invalid(field === 'source' ? plan.failure : `${field}: ${plan.failure}`);
    plans.push(plan.value);
  }
  return succeed(plans);
}

/** Positions by `ref`. Rule: Argo CD refuses a name that is given twice. */
function referencesOf({ sources }: RenderRequest): Result<ReadonlyMap<string, number>, RenderFailure> {
  const references = new Map<string, number>();
  for (const [position, { source, field }] of sources.entries()) {
    if (!source.ref) continue;
    if (!/^[A-Za-z0-9_-]+$/.test(source.ref))
      return invalid(
        `${field}.ref ${JSON.stringify(source.ref)} may hold letters, digits, dashes and underscores only`,
      );
    if (references.has(source.ref)) return invalid(`${field}.ref ${source.ref} is given twice: choose another name`);
    references.set(source.ref, position);
  }
  return succeed(references);
}

async function readWanted(
  { sources }: RenderRequest,
  wanted: readonly WantedBlob[],
  git: GitSource,
  signal?: AbortSignal,
): Promise<Result<ReadonlyMap<string, string>, RenderFailure>> {
  const texts = new Map<string, string>();
  for (const [position, source] of sources.entries()) {
    const ids = wanted.filter((blob) => blob.source === position).map(({ id }) => id);
    const read = await readSourceFiles(git, source, ids, signal);
    if (!read.ok) return read;
    for (const [id, text] of textsOf(read.value)) texts.set(id, text);
  }
  return succeed(texts);
}

function invalid(message: string) {
  return fail({ kind: 'invalid' as const, message });
}
