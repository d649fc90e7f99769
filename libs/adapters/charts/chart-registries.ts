import type { Result } from '#core/model/result.ts';
import type { ChartPull, ChartRegistry } from '#flows/ports/chart-registry.port.ts';
import type { ChartArchive } from '#flows/ports/chart-source.port.ts';
import type { RenderFailure } from '#flows/ports/renderer.port.ts';
import { ArchiveCache } from './archive-cache.ts';
import { ChartHttp, type ChartProxies } from './chart-http.ts';
import { HelmRepository } from './helm-repository.ts';
import { OciRegistry } from './oci-registry.ts';

/** Charts of every kind of repository, by the scheme of its address. */
export class ChartRegistries implements ChartRegistry {
  readonly #helm: ChartRegistry;
  readonly #oci: ChartRegistry;

  constructor(proxies: ChartProxies, deadlineMs?: number) {
    const http = new ChartHttp(proxies, deadlineMs);
    const archives = new ArchiveCache();
    this.#helm = new HelmRepository(http, archives);
    this.#oci = new OciRegistry(http, archives);
  }

  pull(wanted: ChartPull, signal?: AbortSignal): Promise<Result<ChartArchive, RenderFailure>> {
    const registry = /^oci:/i.test(wanted.address.url) ? this.#oci : this.#helm;
    return registry.pull(wanted, signal);
  }
}
