import { readFile } from 'node:fs/promises';
import type { TextFile } from '#core/appset-files/parse-file.ts';
import { CliFailure } from '../cli-failure.ts';

/** Reads an input of a command, in UTF-8. The failure names the file and why it cannot be read. */
export async function readTextFile(path: string): Promise<TextFile> {
  try {
    return { path, text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) };
  } catch (error) {
    throw new CliFailure(`cannot read ${path}: ${whyUnreadable(error)}`);
  }
}

/** What is wrong with a file or folder that cannot be opened, in words. */
export function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return REASONS.get(code) ?? error.message;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'it is no folder'],
  ['EACCES', 'you may not read it'],
  ['ELOOP', 'its links lead in a circle'],
  ['ERR_ENCODING_INVALID_ENCODED_DATA', 'it is not UTF-8 text'],
]);
