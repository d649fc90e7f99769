import { createHash } from 'node:crypto';
import { digestRenderInputs } from '#core/manifests/inputs-digest.ts';
import type { SourceTree } from '#core/manifests/source/source-tree.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { asksCluster, planIdentity } from '#core/sources/plan/plan-identity.ts';
import type { ChartDependency, HelmPlan, KustomizePlan, RenderPlan } from '#core/sources/plan/render-plan.ts';
import type { ChartArchive, ChartSource } from '#flows/ports/sources/package-source.port.ts';
import type { GitSource } from '#flows/ports/sources/git-source.port.ts';
import type {
  Renderer,
  RenderFailure,
  Rendering,
  RenderRequest,
  RenderSource,
} from '#flows/ports/sources/renderer.port.ts';
import { dependencyId } from '#flows/sources/chart-dependencies.ts';
import { lfsRepositories } from '#flows/sources/lfs/lfs-repositories.ts';
import { planSources } from '#flows/sources/plan-sources.ts';
import type { SopsDecryptor } from './decryption/sops-decryptor.ts';
import type { ManifestParser } from './manifest-parser.ts';
import { renderDirectory } from './render-directory.ts';
import { renderWalled } from './render-walled.ts';
import type { RenderedManifests, RenderedSource } from './rendered-source.ts';
import type { RendererTool } from './renderer-tool.ts';
import { RenderingCache, type Weighed } from './rendering-cache.ts';
import type { SandboxRun } from './sandbox/sandbox-run.ts';

/** Room for rendered manifests in memory. Raise it with the number of different sources one worker renders. Unit: bytes. */
const defaultCacheBytes = 128_000_000;

export interface SourceRendererParts {
  readonly git: GitSource;
  readonly parser: ManifestParser;
  readonly helm: RendererTool;
  readonly kustomize: RendererTool;
  readonly decryptor: SopsDecryptor;
  /** Undefined where charts that others depend on are not fetched. */
  readonly charts?: ChartSource;
  readonly cacheBytes?: number;
  /** Hears of every source that was really rendered, not of those that were remembered. */
  readonly onRendered?: (rendered: RenderedOnce) => void;
}

export interface RenderedOnce {
  readonly kind: RenderPlan['kind'];
  readonly ok: boolean;
  /** With the reading of its files. */
  readonly durationMs: number;
}

/** A rendered source with the digest of its inputs. */
interface Rendered extends RenderedManifests {
  readonly digest: string;
}

/** Renders sources of every kind: planned by core, read from git, made once for all targets that share the inputs. */
export class SourceRenderer implements Renderer {
  readonly #parts: SourceRendererParts;
  readonly #cache: RenderingCache<RenderedSource>;

  constructor(parts: SourceRendererParts) {
    this.#parts = parts;
    this.#cache = new RenderingCache(parts.cacheBytes ?? defaultCacheBytes);
  }

  async render(request: RenderRequest, signal?: AbortSignal): Promise<Result<Rendering, RenderFailure>> {
    const planned = await planSources(request, this.#parts.git, signal);
    if (!planned.ok) return planned;
    const rendered: Rendered[] = [];
    for (const plan of planned.value.plans) {
      const source = await this.#renderSource(plan, planned.value.trees, request, signal);
      if (!source.ok) return source;
      rendered.push(source.value);
    }
    const [only, second] = rendered;
    if (only !== undefined && second === undefined) {
      const { manifests, digest: inputsDigest, isConfidential } = only;
      return succeed({ manifests, inputsDigest, isConfidential });
    }
    const isConfidential = rendered.some((one) => one.isConfidential);
    const manifests = rendered.flatMap((one, source) => one.manifests.map((placed) => ({ ...placed, source })));
    const inputsDigest = sha256(rendered.map(({ digest }) => digest).join(' '));
    return succeed({ manifests, inputsDigest, isConfidential });
  }

  /** No signal once it is being made: others may wait for the same rendering. */
  async #renderSource(
    plan: RenderPlan,
    trees: readonly SourceTree[],
    request: RenderRequest,
    signal?: AbortSignal,
  ): Promise<Result<Rendered, RenderFailure>> {
    if (plan.kind !== 'directory') return await this.#renderWalled(plan, trees, request, signal);
    const { git, parser, decryptor } = this.#parts;
    const source = request.sources[plan.position];
    if (source === undefined) throw new Error(`there is no source ${plan.position}`);
    const keys = keyDigests([source]);
    const lfs = lfsReader([source], request.tenant);
    const digest = digestRenderInputs({ plan: planIdentity(plan), tool: '', keys, lfs }, sha256);
    const rendered = await this.#cache.get(digest, () =>
      this.#observe(plan, () => renderDirectory(plan, source, git, parser, decryptor)),
    );
    return rendered.ok ? succeed({ ...rendered.value, digest }) : rendered;
  }

  async #renderWalled(
    plan: HelmPlan | KustomizePlan,
    trees: readonly SourceTree[],
    { sources, tenant, capabilities, charts: pinned }: RenderRequest,
    signal?: AbortSignal,
  ): Promise<Result<Rendered, RenderFailure>> {
    const { git, parser, decryptor } = this.#parts;
    const charts = await this.#fetchCharts(plan, pinned, signal);
    if (!charts.ok) return charts;
    const tool = this.#parts[plan.kind];
    const ready = await tool.ready();
    if (!ready.ok) return ready;
    const digest = digestRenderInputs(
      {
        plan: planIdentity(plan),
        tool: ready.value.digest,
        cluster: asksCluster(plan) ? capabilities : undefined,
        charts: charts.value.map(({ content }) => sha256(content)),
        keys: keyDigests(sources),
        lfs: lfsReader(sources, tenant),
      },
      sha256,
    );
    const run = (wanted: Omit<SandboxRun, 'program'>) => tool.run(ready.value, wanted);
    const walled = { plan, sources, trees, capabilities, charts: charts.value, git, parser, decryptor, run };
    const rendered = await this.#cache.get(digest, () => this.#observe(plan, () => renderWalled(walled)));
    return rendered.ok ? succeed({ ...rendered.value, digest }) : rendered;
  }

  async #observe(
    { kind }: RenderPlan,
    render: () => Promise<Weighed<RenderedSource>>,
  ): Promise<Weighed<RenderedSource>> {
    const startedAt = performance.now();
    const made = await render();
    this.#parts.onRendered?.({ kind, ok: made.value.ok, durationMs: performance.now() - startedAt });
    return made;
  }

  async #fetchCharts(
    plan: HelmPlan | KustomizePlan,
    pinned: RenderRequest['charts'],
    signal?: AbortSignal,
  ): Promise<Result<ChartArchive[], RenderFailure>> {
    const charts: ChartArchive[] = [];
    const { charts: source } = this.#parts;
    if (plan.kind !== 'helm') return succeed(charts);
    for (const dependency of plan.dependencies) {
      const address = pinned?.get(dependencyId(dependency));
      if (address === undefined || source === undefined)
        return fail({ kind: 'invalid', message: whyMissing(dependency) });
      const fetched = await source.fetchChart(address, signal);
      if (!fetched.ok) return fetched;
      charts.push(fetched.value);
    }
    return succeed(charts);
  }
}

/** Who has other keys has no share in what these have opened. */
function keyDigests(sources: readonly RenderSource[]): string[] {
  return sources.map(({ decryption }) => decryption?.digest ?? '');
}

/** Who has no access to what Git LFS keeps has no share in what was rendered from it: nobody of another tenant. */
function lfsReader(sources: readonly RenderSource[], tenant: string): string[] {
  const repositories = lfsRepositories(sources);
  return repositories.length === 0 ? [] : [tenant, ...repositories];
}

/** Where charts are not fetched, such as offline. An address may hold a password before the host. */
function whyMissing({ name, version, repository, into }: ChartDependency): string {
  const wanted = [name, version].filter(Boolean).join(' ');
  const from = repository.replace(/\/\/[^/]*@/, '//');
  return `the chart depends on ${wanted} of ${from}, and no charts are fetched here: put it into ${into.path}/ with helm dependency build, and commit that`;
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
