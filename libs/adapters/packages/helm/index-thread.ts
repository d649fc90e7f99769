import { parentPort } from 'node:worker_threads';
import { readChartIndex } from '#core/packages/chart-index.ts';

/** What the thread is sent: the index piece by piece, then what is wanted of it. */
export type IndexMessage =
  | { readonly piece: Uint8Array }
  /** The last one. */
  | { readonly names: ReadonlySet<string> };

const decoder = new TextDecoder();
const texts: string[] = [];

/** Entry point of the thread that reads an index: one result out. */
parentPort?.on('message', (message: IndexMessage) => {
  if ('piece' in message) {
    texts.push(decoder.decode(message.piece, { stream: true }));
    return;
  }
  texts.push(decoder.decode());
  parentPort?.postMessage(readChartIndex(texts.join(''), message.names), []);
});
