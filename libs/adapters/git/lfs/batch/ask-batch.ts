import type { LfsFile } from '#core/lfs/find-excess.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitTrouble } from '../../output/explain-failure.ts';
import { type LfsDownload, readBatchAnswer } from './batch-answer.ts';
import { explainBatchStatus, explainRefusals } from './explain-status.ts';
import type { LfsEndpoint } from '../find-endpoint.ts';
import type { LfsExchange } from '../lfs-exchange.ts';

/** Files asked about at once; servers take about a hundred. */
const batchSize = 100;

/** An answer about one batch. Unit: bytes. */
const largestAnswer = 4_000_000;

const mediaType = 'application/vnd.git-lfs+json';

/** Where each file is to be had: for all of them, or a failure that names those that are not. */
export async function askBatch(
  exchange: LfsExchange,
  endpoint: LfsEndpoint,
  files: readonly LfsFile[],
): Promise<Result<readonly LfsDownload[], GitTrouble>> {
  const downloads: LfsDownload[] = [];
  for (let first = 0; first < files.length; first += batchSize) {
    const asked = await askOnce(exchange, endpoint, files.slice(first, first + batchSize));
    if (!asked.ok) return asked;
    downloads.push(...asked.value);
  }
  return succeed(downloads);
}

/** Source: Git LFS, docs/api/batch.md. */
async function askOnce(
  exchange: LfsExchange,
  { url, headers }: LfsEndpoint,
  files: readonly LfsFile[],
): Promise<Result<readonly LfsDownload[], GitTrouble>> {
  const objects = files.map(({ oid, size }) => ({ oid, size }));
  const question = { operation: 'download', transfers: ['basic'], objects, hash_algo: 'sha256' };
  const answer = await exchange.send({
    method: 'POST',
    url: new URL(`${url.href}/objects/batch`),
    headers: { accept: mediaType, 'content-type': mediaType, 'user-agent': 'nabe', ...headers },
    body: JSON.stringify(question),
    maxBytes: largestAnswer,
  });
  if (!answer.ok) return answer;
  if (answer.value.status !== 200) return fail(explainBatchStatus(answer.value.status));
  const read = readBatchAnswer(answer.value.body.toString('utf8'), files);
  if (!read.ok) return fail({ kind: 'unreachable', why: `its Git LFS ${read.failure}` });
  const { downloads, refusals } = read.value;
  return refusals.length === 0 ? succeed(downloads) : fail(explainRefusals(refusals));
}
