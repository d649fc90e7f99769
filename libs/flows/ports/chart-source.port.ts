import type { Result } from '#core/model/result.ts';
import type { ChartDependency } from '#core/sources/plan/render-plan.ts';
import type { RenderFailure } from './renderer.port.ts';

/** A packaged chart, as a repository serves it. */
export interface ChartArchive {
  /** `NAME-VERSION.tgz` */
  readonly fileName: string;
  readonly content: Uint8Array;
}

export interface WantedChart {
  readonly dependency: ChartDependency;
  /** For whom: its Repositories are looked at, and its rules count. */
  readonly tenant: string;
  /** As the source's `helm.passCredentials` says. */
  readonly passCredentials: boolean;
}

/** Charts from outside of git. Fetching and rendering are different processes: a renderer has no network. */
export interface ChartSource {
  fetchChart(wanted: WantedChart, signal?: AbortSignal): Promise<Result<ChartArchive, RenderFailure>>;
}
