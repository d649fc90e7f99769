import { fail, type Result, succeed } from '#core/model/result.ts';

/** What git holds in place of a file that Git LFS keeps. */
export interface LfsPointer {
  /** SHA-256 of the content: 64 digits in lower case. */
  readonly oid: string;
  /** Of the content. Unit: bytes. */
  readonly size: number;
}

/** A longer file is no pointer, whatever it begins with. Unit: bytes. */
const LONGEST = 1_024;

const BEGINNING = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\r?\n/;
const REST = /^oid sha256:([0-9a-f]{64})\r?\nsize (\d{1,15})\s*$/;

/** Whether a file stands for another one. Source: the specification of Git LFS. */
export function isLfsPointer(content: Uint8Array): boolean {
  return content.length <= LONGEST && BEGINNING.test(new TextDecoder().decode(content));
}

/** Fails with the end of a sentence for a pointer without sum and size, or with more, such as extensions that change the content. */
export function parseLfsPointer(content: Uint8Array): Result<LfsPointer, string> {
  const rest = new TextDecoder().decode(content).replace(BEGINNING, '');
  const [, oid, size] = REST.exec(rest) ?? [];
  if (oid !== undefined && size !== undefined) return succeed({ oid, size: Number(size) });
  const why = /^ext-/m.test(rest) ? 'uses extensions of Git LFS, which Nabe does not know' : 'has other lines';
  return fail(`is no pointer of Git LFS that names sum and size: it ${why}`);
}
