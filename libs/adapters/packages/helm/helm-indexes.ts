import { createHash } from 'node:crypto';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ChartIndex, IndexedChart } from '#core/packages/chart-index.ts';
import type { GitFailure, RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { answerFailure } from '../transfer/answer-failure.ts';
import { forEachPiece } from '../transfer/answer-body.ts';
import { credentialsHeader } from '../transfer/credentials-header.ts';
import type { PackageAnswer, PackageHttp } from '../transfer/package-http.ts';
import type { IndexReader } from './index-reader.ts';

/** The largest public repositories have indexes of about 20 MB. Unit: bytes. */
const largestIndex = 50_000_000;
/** An index is parsed anew only when it changed; those used longest ago are forgotten. */
const mostIndexes = 100;

/** Of the charts that somebody asked for. */
export interface ChartVersions {
  readonly charts: ChartIndex;
  /** Digests of archives whose index gives none, found out by reading them: as long as the index is the same, so are they. */
  readonly sums: WeakMap<IndexedChart, string>;
}

interface KnownIndex extends ChartVersions {
  readonly etag: string | undefined;
  /** Of the whole file: not every server sends an ETag. */
  readonly sum: string;
  /** Charts that were looked for, whether they are there or not. */
  readonly names: ReadonlySet<string>;
}

/** What the indexes of Helm repositories say of the charts in use; the rest of an index is not kept. */
export class HelmIndexes {
  readonly #http: PackageHttp;
  readonly #reader: IndexReader;
  /** By address and login: what one login may see, another one may not. */
  readonly #known = new Map<string, KnownIndex>();

  constructor(http: PackageHttp, reader: IndexReader) {
    this.#http = http;
    this.#reader = reader;
  }

  /** One request; the answer has at least the charts with these names, as far as the repository has them. */
  async read(
    address: RepositoryAddress,
    names: ReadonlySet<string>,
    signal?: AbortSignal,
  ): Promise<Result<ChartVersions, GitFailure>> {
    const key = JSON.stringify([address.url, credentialsHeader(address).authorization]);
    const known = this.#known.get(key);
    const isEnough = known !== undefined && [...names].every((name) => known.names.has(name));
    const answer = await this.#request(address, isEnough ? known.etag : undefined, signal);
    if (!answer.ok) return answer;
    const { status, pieces, headers } = answer.value;
    if (status === 304 && known !== undefined) return succeed(known);
    if (status !== 200) return fail(answerFailure(answer.value, 'index.yaml'));
    const sum = await sumOf(pieces);
    if (isEnough && known.sum === sum) return succeed(known);
    const wanted = new Set([...(known?.names ?? []), ...names]);
    const charts = await this.#reader.read(pieces, wanted, signal);
    if (!charts.ok) return fail({ kind: 'refused', message: `${address.url}: ${charts.failure}` });
    const sums = known?.sum === sum ? known.sums : new WeakMap<IndexedChart, string>();
    return succeed(this.#remember(key, { charts: charts.value, sums, etag: headers.get('etag'), sum, names: wanted }));
  }

  async #request(
    address: RepositoryAddress,
    etag: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Result<PackageAnswer, GitFailure>> {
    const headers = { ...credentialsHeader(address), ...(etag === undefined ? {} : { 'if-none-match': etag }) };
    const url = new URL('index.yaml', address.url.replace(/\/*$/, '/'));
    return await this.#http.get({ url, address, headers, passCredentials: false, maxBytes: largestIndex, signal });
  }

  #remember(key: string, index: KnownIndex): KnownIndex {
    this.#known.delete(key);
    this.#known.set(key, index);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostIndexes && oldest !== undefined) this.#known.delete(oldest);
    return index;
  }
}

async function sumOf(pieces: readonly Buffer[]): Promise<string> {
  const hash = createHash('sha256');
  await forEachPiece(pieces, (piece) => hash.update(piece));
  return hash.digest('hex');
}
