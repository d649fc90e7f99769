import { type ChartIndex, type IndexedChart, readChartIndex } from '#core/charts/chart-index.ts';
import { chooseChartVersion } from '#core/charts/choose-chart-version.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ChartPull, ChartRegistry } from '#flows/ports/chart-registry.port.ts';
import type { ChartArchive } from '#flows/ports/chart-source.port.ts';
import type { RepositoryAddress } from '#flows/ports/git-source.port.ts';
import type { RenderFailure } from '#flows/ports/renderer.port.ts';
import { answerFailure } from './answer-failure.ts';
import type { ArchiveCache } from './archive-cache.ts';
import { checkArchive, largestArchive } from './chart-archive.ts';
import type { ChartHttp } from './chart-http.ts';
import { credentialsHeader } from './credentials-header.ts';

/** The largest public repositories have indexes of about 20 MB. Unit: bytes. */
const largestIndex = 50_000_000;
/** An index is parsed anew only when it changed; those used longest ago are forgotten. */
const mostIndexes = 20;

interface KnownIndex {
  /** Of the address with its credentials: what one login may see, another one may not. */
  readonly etag: string;
  readonly index: ChartIndex;
}

/** Helm repositories over HTTP: an index.yaml and archives, which may lie elsewhere. */
export class HelmRepository implements ChartRegistry {
  readonly #http: ChartHttp;
  readonly #archives: ArchiveCache;
  readonly #indexes = new Map<string, KnownIndex>();

  constructor(http: ChartHttp, archives: ArchiveCache) {
    this.#http = http;
    this.#archives = archives;
  }

  async pull(wanted: ChartPull, signal?: AbortSignal): Promise<Result<ChartArchive, RenderFailure>> {
    const { address, name, version: range } = wanted;
    const root = new URL(address.url.replace(/\/*$/, '/'));
    const index = await this.#readIndex(root, address, signal);
    if (!index.ok) return index;
    const versions = index.value.get(name) ?? [];
    const version = chooseChartVersion(
      range,
      versions.map((chart) => chart.version),
    );
    const chart = versions.find((one) => one.version === version);
    const url = URL.parse(chart?.urls[0] ?? '', root.href);
    if (chart === undefined || url === null)
      return fail({ kind: 'not-found', message: `${address.url} has no chart ${name} ${range || 'of any version'}` });
    if (!['http:', 'https:'].includes(url.protocol) || (root.protocol === 'https:' && url.protocol !== 'https:'))
      return fail({ kind: 'refused', message: `${address.url} has chart ${name} at an address without https` });
    return await this.#readArchive(url, chart, wanted, signal);
  }

  async #readArchive(
    url: URL,
    { version, digest }: IndexedChart,
    { address, name, passCredentials }: ChartPull,
    signal?: AbortSignal,
  ): Promise<Result<ChartArchive, RenderFailure>> {
    const key = [address.url, credentialsHeader(address).authorization, url.href, digest].join(' ');
    const known = digest === undefined ? undefined : this.#archives.get(key);
    if (known !== undefined) return succeed(known);
    const isOwnHost = url.host === new URL(address.url).host;
    const headers = isOwnHost || passCredentials ? credentialsHeader(address) : {};
    const answer = await this.#http.get({ url, address, headers, passCredentials, maxBytes: largestArchive, signal });
    if (!answer.ok) return answer;
    if (answer.value.status !== 200) return fail(answerFailure(answer.value, `chart ${name} ${version}`));
    const archive = checkArchive(name, version, answer.value.body, digest);
    if (archive.ok && digest !== undefined) this.#archives.set(key, archive.value);
    return archive;
  }

  async #readIndex(
    root: URL,
    address: RepositoryAddress,
    signal?: AbortSignal,
  ): Promise<Result<ChartIndex, RenderFailure>> {
    const login = credentialsHeader(address);
    const key = `${root.href} ${login.authorization ?? ''}`;
    const known = this.#indexes.get(key);
    const headers = { ...login, ...(known === undefined ? {} : { 'if-none-match': known.etag }) };
    const url = new URL('index.yaml', root);
    const answer = await this.#http.get({
      url,
      address,
      headers,
      passCredentials: false,
      maxBytes: largestIndex,
      signal,
    });
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status === 304 && known !== undefined) return succeed(known.index);
    if (status !== 200) return fail(answerFailure(answer.value, 'index.yaml'));
    const index = readChartIndex(body.toString('utf8'));
    if (!index.ok) return fail({ kind: 'refused', message: `${address.url}: ${index.failure}` });
    this.#remember(key, answer.value.headers.get('etag'), index.value);
    return index;
  }

  #remember(key: string, etag: string | undefined, index: ChartIndex): void {
    this.#indexes.delete(key);
    if (etag === undefined) return;
    this.#indexes.set(key, { etag, index });
    const [oldest] = this.#indexes.keys();
    if (this.#indexes.size > mostIndexes && oldest !== undefined) this.#indexes.delete(oldest);
  }
}
