import { listBriefly } from '#core/model/text/list-briefly.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { BatchAnswer } from '../process/batch-parser.ts';

/** Why a mirror does not give what it was asked for. */
export type MirrorFlaw =
  /** The copy on disk seems damaged: fetch it anew. */
  | { readonly kind: 'broken' }
  /** Dangerous or beyond a limit: stays so. */
  | { readonly kind: 'refused'; readonly why: string };

/** Contents by object id, complete or not at all. `maxBytes` is the limit to name. */
export function collectContents(
  answers: readonly BatchAnswer[],
  maxBytes: number,
): Result<ReadonlyMap<string, Uint8Array>, MirrorFlaw> {
  const contents = new Map<string, Uint8Array>();
  const large: string[] = [];
  for (const answer of answers) {
    if (answer.kind === 'missing') return fail({ kind: 'broken' });
    if (answer.kind === 'object') contents.set(answer.id, answer.content);
    else large.push(answer.id);
  }
  if (large.length === 0) return succeed(contents);
  return fail({ kind: 'refused', why: `larger than ${maxBytes} bytes: ${listBriefly(large.toSorted(), ', ')}` });
}
