import { createHash } from 'node:crypto';
import { z } from 'zod';
import { chooseChartVersion } from '#core/charts/choose-chart-version.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { parseVersion, versionText } from '#core/versions/version.ts';
import type { ChartPull, ChartRegistry } from '#flows/ports/chart-registry.port.ts';
import type { ChartArchive } from '#flows/ports/chart-source.port.ts';
import type { RenderFailure } from '#flows/ports/renderer.port.ts';
import { answerFailure } from './answer-failure.ts';
import type { ArchiveCache } from './archive-cache.ts';
import { checkArchive, largestArchive } from './chart-archive.ts';
import type { ChartAnswer, ChartHttp } from './chart-http.ts';
import { credentialsHeader } from './credentials-header.ts';
import { RegistrySession } from './registry-session.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const chartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
/** Unit: bytes. */
const largestManifest = 4_000_000;
/** Of a thousand tags each; a list that is cut off is an error (law 3). */
const mostTagPages = 100;

const Sha256 = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const TagPage = z.object({ tags: z.array(z.string()).nullable() });
const ChartManifest = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: Sha256, size: z.number() })),
});

/** Charts in OCI registries, by the pull part of the distribution specification. */
export class OciRegistry implements ChartRegistry {
  readonly #http: ChartHttp;
  readonly #archives: ArchiveCache;

  constructor(http: ChartHttp, archives: ArchiveCache) {
    this.#http = http;
    this.#archives = archives;
  }

  async pull(
    { address, name, version }: ChartPull,
    signal?: AbortSignal,
  ): Promise<Result<ChartArchive, RenderFailure>> {
    const session = new RegistrySession(this.#http, address, name, signal);
    const reference = await findReference(session, version);
    if (!reference.ok) return reference;
    const manifest = await readManifest(session, reference.value);
    if (!manifest.ok) return manifest;
    const refuse = (why: string) =>
      fail({ kind: 'refused' as const, message: `${session.shown}:${reference.value} ${why}` });
    const [layer, second] = manifest.value.layers.filter(({ mediaType }) => mediaType === chartLayer);
    if (layer === undefined || second !== undefined) return refuse('is no Helm chart');
    if (layer.size > largestArchive) return refuse(`is larger than ${largestArchive} bytes`);
    const key = [session.shown, credentialsHeader(address).authorization, reference.value, layer.digest].join(' ');
    const known = this.#archives.get(key);
    if (known !== undefined) return succeed(known);
    const blob = await session.get(`blobs/${layer.digest}`, '*/*', largestArchive);
    if (!blob.ok) return blob;
    if (blob.value.status !== 200) return fail(answerFailure(blob.value, `the archive of ${session.shown}`));
    const shown = reference.value.replace(/^sha256:/, '').replaceAll('_', '+');
    const archive = checkArchive(name, shown, blob.value.body, layer.digest.slice('sha256:'.length));
    if (archive.ok) this.#archives.set(key, archive.value);
    return archive;
  }
}

/** The tag or digest that a version means. A whole version is a tag by itself; `+` cannot be in one, so Helm writes `_`. */
async function findReference(session: RegistrySession, version: string): Promise<Result<string, RenderFailure>> {
  if (Sha256.safeParse(version).success) return succeed(version);
  const parsed = parseVersion(version);
  if (parsed !== undefined && versionText(parsed) === version) return succeed(version.replaceAll('+', '_'));
  const tags = await listTags(session);
  if (!tags.ok) return tags;
  const chosen = chooseChartVersion(
    version,
    tags.value.map((tag) => tag.replaceAll('_', '+')),
  );
  if (chosen !== undefined) return succeed(chosen.replaceAll('+', '_'));
  return fail({ kind: 'not-found', message: `${session.shown} has no tag for ${version || 'any version'}` });
}

async function listTags(session: RegistrySession): Promise<Result<string[], RenderFailure>> {
  const tags: string[] = [];
  let path = 'tags/list?n=1000';
  for (let page = 0; page < mostTagPages; page += 1) {
    const answer = await session.get(path, 'application/json', largestManifest);
    if (!answer.ok) return answer;
    if (answer.value.status !== 200) return fail(answerFailure(answer.value, `the tags of ${session.shown}`));
    const read = TagPage.safeParse(parseJson(answer.value));
    if (!read.success) return fail({ kind: 'refused', message: `${session.shown}: its list of tags is none` });
    tags.push(...(read.data.tags ?? []));
    const next = /<[^>]*\?([^>]*)>\s*;\s*rel="?next"?/.exec(answer.value.headers.get('link') ?? '')?.[1];
    if (next === undefined) return succeed(tags);
    path = `tags/list?${next}`;
  }
  return fail({ kind: 'refused', message: `${session.shown} has too many tags: name a whole version` });
}

async function readManifest(
  session: RegistrySession,
  reference: string,
): Promise<Result<z.infer<typeof ChartManifest>, RenderFailure>> {
  const answer = await session.get(`manifests/${reference}`, manifestType, largestManifest);
  if (!answer.ok) return answer;
  const { status, body, headers } = answer.value;
  if (status !== 200) return fail(answerFailure(answer.value, `${session.shown}:${reference}`));
  const promised = reference.startsWith('sha256:') ? reference : headers.get('docker-content-digest');
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  if (promised?.startsWith('sha256:') && promised !== digest)
    return fail({
      kind: 'refused',
      message: `${session.shown}:${reference} is not what the registry says: its SHA-256 differs`,
    });
  const read = ChartManifest.safeParse(parseJson(answer.value));
  if (!read.success) return fail({ kind: 'refused', message: `${session.shown}:${reference} is no Helm chart` });
  return succeed(read.data);
}

/** Undefined for what is no JSON: the schema says the rest. */
function parseJson({ body }: ChartAnswer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
