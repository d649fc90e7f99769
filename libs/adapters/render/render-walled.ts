import type { SourceTree } from '#core/manifests/source/source-tree.ts';
import { fail } from '#core/model/result.ts';
import { explainConfidentialError, explainToolError } from '#core/sources/explain-tool-error.ts';
import { helmArguments } from '#core/sources/helm/helm-arguments.ts';
import { splitTemplates } from '#core/sources/helm/split-templates.ts';
import { joinPath } from '#core/sources/plan/relative-path.ts';
import type { HelmPlan, KustomizePlan } from '#core/sources/plan/render-plan.ts';
import type { ChartArchive } from '#flows/ports/sources/package-source.port.ts';
import type { GitSource } from '#flows/ports/sources/git-source.port.ts';
import type { ClusterCapabilities, RenderSource } from '#flows/ports/sources/renderer.port.ts';
import type { SopsDecryptor } from './decryption/sops-decryptor.ts';
import type { ManifestParser } from './manifest-parser.ts';
import type { RawFile } from './parse-files.ts';
import { parseRendered } from './render-directory.ts';
import type { RenderedSource } from './rendered-source.ts';
import type { Weighed } from './rendering-cache.ts';
import { placeInSandbox, readSandboxContent } from './sandbox-files.ts';
import type { SandboxOutcome, SandboxRun } from './sandbox/sandbox-run.ts';
import { treeFolder } from './sandbox/wall-script.ts';

export interface WalledRendering {
  readonly plan: HelmPlan | KustomizePlan;
  /** All of the Application, in order, with their trees. */
  readonly sources: readonly RenderSource[];
  readonly trees: readonly SourceTree[];
  readonly capabilities: ClusterCapabilities | undefined;
  /** One for each dependency of the plan. */
  readonly charts: readonly ChartArchive[];
  readonly git: GitSource;
  readonly parser: ManifestParser;
  readonly decryptor: SopsDecryptor;
  readonly run: (run: Omit<SandboxRun, 'program'>) => Promise<SandboxOutcome>;
}

/** Inline values, beside the folders of the sources. */
const valuesFile = 'values.yaml';

/** Renders a chart or a kustomization with its own program behind the wall, and parses what that prints. */
export async function renderWalled(rendering: WalledRendering): Promise<Weighed<RenderedSource>> {
  const { plan, sources, trees, git, parser, decryptor, run } = rendering;
  const content = await readSandboxContent(plan, sources, trees, git, decryptor);
  if (!content.ok) return { value: content, bytes: 1_000, keep: content.failure.kind === 'invalid' };
  const { files, links, isConfidential } = content.value;
  const known = isConfidential ? files.map(({ path }) => path.slice(path.indexOf('/') + 1)) : undefined;
  if (plan.kind === 'helm') files.push(...chartFiles(plan, rendering.charts));
  const outcome = await run({ args: argumentsOf(rendering), folder: placeInSandbox(plan.root), files, links });
  if (outcome.kind !== 'done') return explain(plan, outcome, known);
  const output = splitOutput(plan, outcome.output);
  const decrypted = new Set(isConfidential ? output.map(({ path }) => path) : []);
  return await parseRendered({ files: output, decrypted }, parser);
}

function chartFiles(plan: HelmPlan, charts: readonly ChartArchive[]) {
  const archives = plan.dependencies.flatMap(({ into }, index) => {
    const chart = charts[index];
    if (chart === undefined) throw new Error('a chart that the plan depends on was not fetched');
    return [{ path: placeInSandbox({ ...into, path: joinPath(into.path, chart.fileName) }), content: chart.content }];
  });
  const values = plan.values === '' ? [] : [{ path: valuesFile, content: Buffer.from(plan.values) }];
  return [...archives, ...values];
}

function argumentsOf({ plan, capabilities }: WalledRendering): string[] {
  if (plan.kind === 'kustomize') return ['build', '.'];
  return helmArguments(plan, {
    placeOf: (file) => `${treeFolder}/${placeInSandbox(file)}`,
    inlineValues: plan.values === '' ? undefined : `${treeFolder}/${valuesFile}`,
    kubeVersion: capabilities?.kubeVersion,
    apiVersions: capabilities?.apiVersions ?? [],
  });
}

function splitOutput({ kind, root }: HelmPlan | KustomizePlan, output: Uint8Array): RawFile[] {
  if (kind === 'kustomize') return [{ path: `${root.path || '.'} (kustomize build)`, content: output }];
  const templates = splitTemplates(Buffer.from(output).toString('utf8'), root.path);
  return templates.map(({ path, text }) => ({ path, content: Buffer.from(text) }));
}

/**
 * What the same inputs do again is remembered; what a calmer machine might render is not. `known`: paths of the files, where some of
 * them were encrypted.
 */
function explain(
  { kind, root }: HelmPlan | KustomizePlan,
  outcome: Exclude<SandboxOutcome, { kind: 'done' }>,
  known: readonly string[] | undefined,
): Weighed<RenderedSource> {
  const path = root.path || '.';
  if (outcome.kind === 'stopped') {
    const message = `rendering ${path} was given up because the worker ends`;
    return { value: fail({ kind: 'unreachable', message }), bytes: 0, keep: false };
  }
  const complaint = (text: string) =>
    known === undefined ? explainToolError(kind, text) : explainConfidentialError(kind, text, known);
  const message = outcome.kind === 'failed' ? complaint(outcome.errorText) : limits[outcome.kind];
  const keep = outcome.kind === 'failed' || outcome.kind === 'too-much-output';
  return { value: fail({ kind: 'invalid', message: `${path}: ${message}` }), bytes: 1_000, keep };
}

const limits = {
  late: 'rendering takes too long: make it smaller or split it',
  'too-much-output': 'rendering gives more output than is allowed: split it',
  'too-much-memory': 'rendering takes more memory than is allowed: make it smaller or split it',
} as const;
