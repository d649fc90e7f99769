import { z } from 'zod';
import type { LfsFile } from '#core/lfs/find-excess.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { LfsHeaders } from '../lfs-headers.ts';
import { parseJson } from '../../http/parse-json.ts';

const Download = z.object({ href: z.string().max(20_000), header: LfsHeaders });

/** Source: Git LFS, docs/api/batch.md. */
const BatchAnswer = z.object({
  transfer: z.string().nullish(),
  hash_algo: z.string().nullish(),
  objects: z.array(
    z.object({
      oid: z.string(),
      authenticated: z.boolean().nullish(),
      actions: z.object({ download: Download.nullish() }).nullish(),
      error: z.object({ code: z.int() }).nullish(),
    }),
  ),
});

/** Where one file is to be had. */
export interface LfsDownload {
  readonly file: LfsFile;
  readonly href: string;
  readonly header: z.infer<typeof LfsHeaders>;
  /** The header says it all: no credentials are to be added. */
  readonly isAuthenticated: boolean;
}

/** A file that is not to be had. */
export interface LfsRefusal {
  readonly file: LfsFile;
  /** As an HTTP status; undefined where the server says nothing about the file. */
  readonly code: number | undefined;
}

export interface BatchVerdict {
  readonly downloads: readonly LfsDownload[];
  readonly refusals: readonly LfsRefusal[];
}

/** What the server says of the files it was asked about, in their order. Fails with the end of a sentence about its Git LFS. */
export function readBatchAnswer(text: string, files: readonly LfsFile[]): Result<BatchVerdict, string> {
  const read = BatchAnswer.safeParse(parseJson(text));
  if (!read.success) return fail('answers with something else than a list of objects');
  const { transfer, hash_algo: algorithm, objects } = read.data;
  if (transfer != null && transfer !== 'basic') return fail('offers transfers of another kind than basic');
  if (algorithm != null && algorithm !== 'sha256') return fail('knows objects by other sums than sha256');
  const byOid = new Map(objects.map((object) => [object.oid, object]));
  const downloads: LfsDownload[] = [];
  const refusals: LfsRefusal[] = [];
  for (const file of files) {
    const { error, actions, authenticated } = byOid.get(file.oid) ?? {};
    const download = error == null ? actions?.download : undefined;
    if (download == null) refusals.push({ file, code: error?.code });
    else downloads.push({ file, ...download, header: download.header, isAuthenticated: authenticated === true });
  }
  return succeed({ downloads, refusals });
}
