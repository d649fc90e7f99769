import { createHash } from 'node:crypto';
import type { IndexedChart } from '#core/packages/chart-index.ts';
import { chooseChartVersion } from '#core/packages/choose-chart-version.ts';
import { readPackageRevision } from '#core/packages/package-revision.ts';
import type { PinnedPackage } from '#core/packages/pinned-package.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitFailure, RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { PackageAnswers } from '#flows/ports/sources/package-source.port.ts';
import { largestArchive, type PackageArchive } from '../archive/package-archive.ts';
import { answerFailure } from '../transfer/answer-failure.ts';
import { wholeBody } from '../transfer/answer-body.ts';
import { credentialsHeader } from '../transfer/credentials-header.ts';
import type { PackageHttp } from '../transfer/package-http.ts';
import type { ChartVersions, HelmIndexes } from './helm-indexes.ts';

/** Helm repositories over HTTP: an index.yaml and archives, which may lie elsewhere. */
export class HelmRepository {
  readonly #http: PackageHttp;
  readonly #indexes: HelmIndexes;

  constructor(http: PackageHttp, indexes: HelmIndexes) {
    this.#http = http;
    this.#indexes = indexes;
  }

  async resolve(
    address: RepositoryAddress,
    revisions: ReadonlySet<string>,
    signal?: AbortSignal,
  ): Promise<Result<PackageAnswers, GitFailure>> {
    const names = [...revisions].map((revision) => readPackageRevision(revision).chart ?? '');
    const index = await this.#indexes.read(address, new Set(names), signal);
    if (!index.ok) return index;
    const answers = new Map<string, Result<PinnedPackage, GitFailure>>();
    for (const revision of revisions)
      answers.set(revision, await this.#resolveOne(address, revision, index.value, signal));
    return succeed(answers);
  }

  /** The archive that the address pins, as long as the repository still has it. */
  async fetch(
    address: RepositoryAddress,
    pinned: PinnedPackage,
    signal?: AbortSignal,
  ): Promise<Result<PackageArchive, GitFailure>> {
    const { chart: name = '', version, digest } = pinned;
    const index = await this.#indexes.read(address, new Set([name]), signal);
    if (!index.ok) return index;
    const chart = index.value.charts.get(name)?.find((one) => one.version === version);
    if (chart === undefined) return fail(noSuchChart(address, name, version));
    const content = await this.#download(address, name, chart, signal);
    if (!content.ok) return content;
    if (digestOf(content.value) === digest) return succeed({ content: content.value, isChart: true });
    const message = `chart ${name} ${version} is not what its repository says: its SHA-256 differs`;
    return fail({ kind: 'refused', message });
  }

  async #resolveOne(
    address: RepositoryAddress,
    revision: string,
    { charts, sums }: ChartVersions,
    signal?: AbortSignal,
  ): Promise<Result<PinnedPackage, GitFailure>> {
    const { chart: name = '', wanted } = readPackageRevision(revision);
    const versions = charts.get(name) ?? [];
    const version = chooseChartVersion(
      wanted,
      versions.map((one) => one.version),
    );
    const chart = versions.find((one) => one.version === version);
    if (chart === undefined || version === undefined) return fail(noSuchChart(address, name, wanted));
    const known = chart.digest === undefined ? sums.get(chart) : `sha256:${chart.digest}`;
    if (known !== undefined) return succeed({ chart: name, version, digest: known });
    // An index without digests: the archive tells it, once for each index.
    const content = await this.#download(address, name, chart, signal);
    if (!content.ok) return content;
    const digest = digestOf(content.value);
    sums.set(chart, digest);
    return succeed({ chart: name, version, digest });
  }

  async #download(
    address: RepositoryAddress,
    name: string,
    { version, urls }: IndexedChart,
    signal?: AbortSignal,
  ): Promise<Result<Buffer, GitFailure>> {
    const root = new URL(address.url.replace(/\/*$/, '/'));
    const url = URL.parse(urls[0] ?? '', root.href);
    if (
      url === null ||
      !['http:', 'https:'].includes(url.protocol) ||
      (root.protocol === 'https:' && url.protocol !== 'https:')
    )
      return fail({ kind: 'refused', message: `${address.url} has chart ${name} at an address without https` });
    const passCredentials = address.passCredentials === true;
    const headers = url.host === root.host || passCredentials ? credentialsHeader(address) : {};
    const answer = await this.#http.get({ url, address, headers, passCredentials, maxBytes: largestArchive, signal });
    if (!answer.ok) return answer;
    if (answer.value.status !== 200) return fail(answerFailure(answer.value, `chart ${name} ${version}`));
    return succeed(wholeBody(answer.value));
  }
}

function noSuchChart({ url }: RepositoryAddress, name: string, version: string): GitFailure {
  return { kind: 'not-found', message: `${url} has no chart ${name} ${version}` };
}

function digestOf(content: Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
