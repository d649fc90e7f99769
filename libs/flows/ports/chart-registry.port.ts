import type { Result } from '#core/model/result.ts';
import type { ChartArchive } from './chart-source.port.ts';
import type { RepositoryAddress } from './git-source.port.ts';
import type { RenderFailure } from './renderer.port.ts';

export interface ChartPull {
  /** Of the repository: `https://…` for an index of charts, `oci://…` for a registry, below which the chart lies. */
  readonly address: RepositoryAddress;
  readonly name: string;
  /** A version, a range, or '' for the newest. */
  readonly version: string;
  /** Whether archives on other hosts than the repository's get its credentials too. */
  readonly passCredentials: boolean;
}

/** Repositories of packaged charts. */
export interface ChartRegistry {
  pull(wanted: ChartPull, signal?: AbortSignal): Promise<Result<ChartArchive, RenderFailure>>;
}
