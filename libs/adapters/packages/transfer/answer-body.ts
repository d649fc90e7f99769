import { setImmediate } from 'node:timers/promises';
import type { PackageAnswer } from './package-http.ts';

/** What the event loop does in one turn with a large body: some milliseconds. Unit: bytes. */
const bytesInTurn = 500_000;

/** The body of an answer in one piece. For what is small, or has to be whole. */
export function wholeBody({ pieces }: Pick<PackageAnswer, 'pieces'>): Buffer {
  return Buffer.concat(pieces);
}

/** Hands over the pieces of a body in their order, with turns for others in between. */
export async function forEachPiece(pieces: readonly Buffer[], use: (piece: Buffer) => void): Promise<void> {
  let bytes = 0;
  for (const piece of pieces) {
    use(piece);
    bytes += piece.length;
    if (bytes < bytesInTurn) continue;
    bytes = 0;
    await setImmediate();
  }
}
