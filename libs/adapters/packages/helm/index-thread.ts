import { parentPort } from 'node:worker_threads';
import { readChartIndex } from '#core/packages/chart-index.ts';

/** What the thread is given. */
export interface IndexQuestion {
  readonly content: Uint8Array;
  readonly names: ReadonlySet<string>;
}

/** Entry point of the thread that reads an index: one question in, one result out. */
parentPort?.once('message', ({ content, names }: IndexQuestion) => {
  parentPort?.postMessage(readChartIndex(new TextDecoder().decode(content), names), []);
});
