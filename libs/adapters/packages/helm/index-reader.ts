import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { fail, type Result } from '#core/model/result.ts';
import { type ChartIndex, readChartIndex } from '#core/packages/chart-index.ts';
import { forEachPiece, wholeBody } from '../transfer/answer-body.ts';
import type { IndexMessage } from './index-thread.ts';

export interface IndexReaderLimits {
  /** Up to this many bytes are read at once, without a thread: about 15 ms. */
  readonly inlineBytes: number;
  /** For one index; its thread is ended then. Unit: milliseconds. */
  readonly deadlineMs: number;
  /** Heap of the thread: YAML takes about twenty times its size where all of it has to be parsed. Unit: megabytes. */
  readonly heapMegabytes: number;
}

const defaultLimits: IndexReaderLimits = { inlineBytes: 64_000, deadlineMs: 60_000, heapMegabytes: 1_536 };

/** Runs as TypeScript from a checkout and as JavaScript from a build; the name of this very file tells which. */
const isSource = import.meta.url.endsWith('.ts');
const threadFile = new URL(isSource ? './index-thread.ts' : './index-thread.js', import.meta.url);

/**
 * Reads indexes of charts without holding up the event loop: large ones in a thread of their own, one after the other, that ends with
 * its answer. They change seldom, and an unchanged one is not read.
 */
export class IndexReader {
  readonly #limits: IndexReaderLimits;
  #last: Promise<unknown> = Promise.resolve();

  constructor(limits: Partial<IndexReaderLimits> = {}) {
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** The charts with these names. Fails with a sentence for what is no index, or takes too much time or memory. */
  read(
    pieces: readonly Buffer[],
    names: ReadonlySet<string>,
    signal?: AbortSignal,
  ): Promise<Result<ChartIndex, string>> {
    const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
    if (bytes <= this.#limits.inlineBytes)
      return Promise.resolve(readChartIndex(wholeBody({ pieces }).toString('utf8'), names));
    const turn = this.#last.then(() => this.#ask(pieces, names, signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #ask(
    pieces: readonly Buffer[],
    names: ReadonlySet<string>,
    signal: AbortSignal | undefined,
  ): Promise<Result<ChartIndex, string>> {
    const { deadlineMs, heapMegabytes } = this.#limits;
    const thread = new Worker(threadFile, {
      env: {},
      execArgv: isSource ? ['--conditions=source'] : [],
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    const send = (message: IndexMessage) => thread.postMessage(message, []);
    const deadline = AbortSignal.timeout(deadlineMs);
    try {
      const answered = once(thread, 'message', { signal: AbortSignal.any([deadline, ...(signal ? [signal] : [])]) });
      // It may fail before all is sent.
      answered.catch(() => undefined);
      await forEachPiece(pieces, (piece) => send({ piece }));
      send({ names });
      const [answer]: Result<ChartIndex, string>[] = await answered;
      if (answer === undefined) throw new Error('the thread answered nothing');
      return answer;
    } catch (error) {
      if (deadline.aborted) return fail('reading its index.yaml takes too long: split the repository');
      if (isOutOfMemory(error)) return fail('its index.yaml takes too much memory: split the repository');
      if (signal?.aborted === true) return fail('reading its index.yaml was given up');
      throw error;
    } finally {
      await thread.terminate();
    }
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
