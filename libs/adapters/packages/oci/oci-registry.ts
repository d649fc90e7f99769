import { createHash } from 'node:crypto';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { chooseChartVersion } from '#core/packages/choose-chart-version.ts';
import { isDigest, meansSeveral, type PackageRevision, readPackageRevision } from '#core/packages/package-revision.ts';
import type { PinnedPackage } from '#core/packages/pinned-package.ts';
import type { GitFailure, RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { PackageAnswers } from '#flows/ports/sources/package-source.port.ts';
import { largestArchive, type PackageArchive } from '../archive/package-archive.ts';
import { wholeBody } from '../transfer/answer-body.ts';
import { answerFailure } from '../transfer/answer-failure.ts';
import type { PackageHttp } from '../transfer/package-http.ts';
import { readManifest, type ReadManifest } from './image-manifest.ts';
import { listTags } from './list-tags.ts';
import { RegistrySession } from './registry-session.ts';

const chartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
/** Layers that hold a directory of manifests: as Argo CD takes them, and Flux's. */
const treeLayers: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.layer.v1.tar',
  'application/vnd.oci.image.layer.v1.tar+gzip',
  'application/vnd.cncf.flux.content.v1.tar+gzip',
]);

/** Charts and artifacts in OCI registries, by the pull part of the distribution specification. */
export class OciRegistry {
  readonly #http: PackageHttp;

  constructor(http: PackageHttp) {
    this.#http = http;
  }

  async resolve(
    address: RepositoryAddress,
    revisions: ReadonlySet<string>,
    signal?: AbortSignal,
  ): Promise<Result<PackageAnswers, GitFailure>> {
    const answers = new Map<string, Result<PinnedPackage, GitFailure>>();
    const places = new Map<string | undefined, RegistryPlace>();
    for (const revision of revisions) {
      const asked = readPackageRevision(revision);
      const place = places.get(asked.chart) ?? new RegistryPlace(this.#session(address, asked.chart, signal));
      places.set(asked.chart, place);
      answers.set(revision, await place.resolve(asked));
    }
    return succeed(answers);
  }

  /** The one layer of the package that the address pins. */
  async fetch(
    address: RepositoryAddress,
    { chart, digest }: PinnedPackage,
    signal?: AbortSignal,
  ): Promise<Result<PackageArchive, GitFailure>> {
    const session = this.#session(address, chart, signal);
    const manifest = await readManifest(session, digest);
    if (!manifest.ok) return manifest;
    const shown = session.show(digest);
    const refuse = (why: string) => fail({ kind: 'refused' as const, message: `${shown} ${why}` });
    const layer = findLayer(manifest.value, chart !== undefined);
    if (layer === undefined)
      return refuse(chart === undefined ? 'is no artifact with one layer of manifests' : 'is no Helm chart');
    if (layer.size > largestArchive) return refuse(`is larger than ${largestArchive} bytes`);
    const blob = await session.get(`blobs/${layer.digest}`, '*/*', largestArchive);
    if (!blob.ok) return blob;
    const { status } = blob.value;
    const content = wholeBody(blob.value);
    if (status !== 200) return fail(answerFailure(blob.value, `the archive of ${shown}`));
    if (`sha256:${createHash('sha256').update(content).digest('hex')}` !== layer.digest)
      return refuse('is not what its manifest says: the SHA-256 of its archive differs');
    return succeed({ content, isChart: layer.mediaType === chartLayer });
  }

  #session(address: RepositoryAddress, chart: string | undefined, signal: AbortSignal | undefined): RegistrySession {
    return new RegistrySession(this.#http, address, chart, signal);
  }
}

/** A chart has one layer of its own beside others, such as its provenance; an artifact has one layer in all. */
function findLayer({ layers }: ReadManifest, isChart: boolean): ReadManifest['layers'][number] | undefined {
  const wanted = isChart ? layers.filter(({ mediaType }) => mediaType === chartLayer) : layers;
  const [layer, second] = wanted;
  if (layer === undefined || second !== undefined) return undefined;
  return layer.mediaType === chartLayer || treeLayers.has(layer.mediaType) ? layer : undefined;
}

/** One place of a registry during one look at it: its tags are listed once, however many ranges want them. */
class RegistryPlace {
  readonly #session: RegistrySession;
  #tags: ReturnType<typeof listTags> | undefined;

  constructor(session: RegistrySession) {
    this.#session = session;
  }

  async resolve(asked: PackageRevision): Promise<Result<PinnedPackage, GitFailure>> {
    const { chart, wanted } = asked;
    // A digest is its own answer: whether it is there shows when it is fetched.
    if (isDigest(wanted)) return succeed({ chart, version: wanted, digest: wanted });
    const tag = await this.#findTag(asked);
    if (!tag.ok) return tag;
    const manifest = await readManifest(this.#session, tag.value);
    if (!manifest.ok) return manifest;
    const version = chart === undefined ? tag.value : asVersion(tag.value);
    return succeed({ chart, version, digest: manifest.value.digest });
  }

  async #findTag(asked: PackageRevision): Promise<Result<string, GitFailure>> {
    if (!meansSeveral(asked)) return succeed(asTag(asked.wanted));
    this.#tags ??= listTags(this.#session);
    const tags = await this.#tags;
    if (!tags.ok) return tags;
    const chosen = chooseChartVersion(asked.wanted, tags.value.map(asVersion));
    if (chosen !== undefined) return succeed(asTag(chosen));
    return fail({ kind: 'not-found', message: `${this.#session.shown} has no tag for ${asked.wanted}` });
  }
}

/** A tag cannot hold the `+` of a version, so Helm writes `_`. */
function asTag(version: string): string {
  return version.replaceAll('+', '_');
}

function asVersion(tag: string): string {
  return tag.replaceAll('_', '+');
}
