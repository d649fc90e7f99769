import type { Result } from '#core/model/result.ts';
import type { ChartDependency } from '#core/sources/plan/render-plan.ts';
import type { RenderFailure } from './renderer.port.ts';

/** A packaged chart, as a repository serves it. */
export interface ChartArchive {
  /** `NAME-VERSION.tgz` */
  readonly fileName: string;
  readonly content: Uint8Array;
}

/** Charts from outside of git. Fetching and rendering are different processes: a renderer has no network. */
export interface ChartSource {
  fetchChart(dependency: ChartDependency, signal?: AbortSignal): Promise<Result<ChartArchive, RenderFailure>>;
}
