import { createHash } from 'node:crypto';
import type { LfsFile } from '#core/lfs/find-excess.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { HttpAnswer } from '../http/send-request.ts';
import type { GitTrouble } from '../output/explain-failure.ts';
import type { LfsDownload } from './batch/batch-answer.ts';
import { describeFile, explainDownloadStatus } from './batch/explain-status.ts';
import type { LfsEndpoint } from './find-endpoint.ts';
import type { LfsExchange } from './lfs-exchange.ts';
import { cleanHeaders } from './lfs-headers.ts';

const mostRedirects = 3;

/** Whatever else a server answers may be this long. */
const errorPageBytes = 64_000;

/**
 * The content of one file, held against the sum and size of its pointer. Its place gets the headers that the server wants it to get, and
 * our credentials only where it is the place that asked for them; whoever it redirects to gets none of both.
 */
export async function downloadFile(
  exchange: LfsExchange,
  endpoint: LfsEndpoint,
  download: LfsDownload,
): Promise<Result<Uint8Array, GitTrouble>> {
  const { file } = download;
  let url = URL.parse(download.href);
  if (url === null) return refuse(`its Git LFS names no address for ${describeFile(file)}`);
  let headers = headersFor(download, url, endpoint);
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const answer = await exchange.send({ method: 'GET', url, headers, maxBytes: Math.max(file.size, errorPageBytes) });
    if (!answer.ok) return fail(namingFile(answer.failure, file));
    const next = redirectOf(answer.value, url);
    if (next === undefined) return judge(answer.value, download, url, url.origin === endpoint.url.origin);
    if (url.protocol === 'https:' && next.protocol !== 'https:')
      return refuse(
        `${url.host}, where its Git LFS keeps ${describeFile(file)}, redirects to an address without https`,
      );
    if (next.origin !== url.origin) headers = {};
    url = next;
  }
  return fail({
    kind: 'unreachable',
    why: `${url.host}, where its Git LFS keeps ${describeFile(file)}, redirects in a circle`,
  });
}

function headersFor({ header, isAuthenticated }: LfsDownload, url: URL, endpoint: LfsEndpoint): Record<string, string> {
  const asked: Record<string, string> = { 'user-agent': 'nabe', ...cleanHeaders(header) };
  const isOurs = url.origin === endpoint.url.origin && !isAuthenticated && asked['authorization'] === undefined;
  return isOurs ? { ...asked, ...endpoint.headers } : asked;
}

function judge(
  { status, body }: HttpAnswer,
  { file }: LfsDownload,
  place: URL,
  isEndpoint: boolean,
): Result<Uint8Array, GitTrouble> {
  if (status !== 200) return fail(explainDownloadStatus(status, file, place, isEndpoint));
  const what = `what ${place.host} sends for ${describeFile(file)}`;
  if (body.length !== file.size) return refuse(`${what} has ${body.length} bytes, and its pointer says ${file.size}`);
  const sum = createHash('sha256').update(body).digest('hex');
  return sum === file.oid ? succeed(body) : refuse(`${what} has another sum than its pointer says`);
}

function redirectOf({ status, location }: HttpAnswer, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  return URL.parse(location, from.href) ?? undefined;
}

function namingFile(trouble: GitTrouble, file: LfsFile): GitTrouble {
  return 'why' in trouble ? { ...trouble, why: `${trouble.why} (for ${describeFile(file)})` } : trouble;
}

function refuse(why: string): Result<never, GitTrouble> {
  return fail({ kind: 'refused', why });
}
