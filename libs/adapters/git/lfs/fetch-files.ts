import type { LfsFile } from '#core/lfs/find-excess.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { forEachAtOnce } from '#flows/loops/for-each-at-once.ts';
import type { GitTrouble } from '../output/explain-failure.ts';
import { askBatch } from './batch/ask-batch.ts';
import { downloadFile } from './download-file.ts';
import type { LfsEndpoint } from './find-endpoint.ts';
import type { LfsExchange } from './lfs-exchange.ts';

/** Contents by oid. */
export type LfsContents = ReadonlyMap<string, Uint8Array>;

type Outcomes = ReadonlyMap<LfsFile, Result<Uint8Array, GitTrouble>>;

const downloadsAtOnce = 4;

/** Fetches all files or fails; `keep` hears of each one that came. The first failure ends the rest. */
export async function fetchFiles(
  exchange: LfsExchange,
  endpoint: LfsEndpoint,
  files: readonly LfsFile[],
  keep: (file: LfsFile, content: Uint8Array) => Promise<void>,
  signal: AbortSignal,
): Promise<Result<LfsContents, GitTrouble>> {
  const downloads = await askBatch(exchange, endpoint, files);
  if (!downloads.ok) return downloads;
  const failed = new AbortController();
  const outcomes = new Map<LfsFile, Result<Uint8Array, GitTrouble>>();
  const untilEither = AbortSignal.any([failed.signal, signal]);
  await forEachAtOnce(downloads.value, downloadsAtOnce, untilEither, async (download) => {
    const content = await downloadFile(exchange, endpoint, download);
    outcomes.set(download.file, content);
    if (content.ok) await keep(download.file, content.value);
    else failed.abort();
  });
  return collect(files, outcomes);
}

/** All contents, or the first failure in the order of the files. */
function collect(files: readonly LfsFile[], outcomes: Outcomes): Result<LfsContents, GitTrouble> {
  const contents = new Map<string, Uint8Array>();
  for (const file of files) {
    const outcome = outcomes.get(file);
    if (outcome?.ok === false) return outcome;
    if (outcome !== undefined) contents.set(file.oid, outcome.value);
  }
  if (contents.size === files.length) return succeed(contents);
  return fail({ kind: 'unreachable', why: 'the request was given up before it ended' });
}
