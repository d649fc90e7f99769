import { createRequire } from 'node:module';
import type koffi from 'koffi';

/**
 * What gives back to the system the memory that was freed and that malloc still holds, wherever it lies (`malloc_trim` of glibc; Node has nothing
 * of the kind). By itself malloc gives back the end of a heap only, where after the burst of a start something in use lies: a quarter
 * of a hub's or a worker's memory stayed with it for good. Takes some milliseconds. Undefined where the C library has no such function (musl,
 * macOS) or where there is no koffi for the machine.
 */
export function findTrimmer(): (() => void) | undefined {
  try {
    const { load }: Pick<typeof koffi, 'load'> = createRequire(import.meta.url)('koffi');
    const trim: (bytesToKeep: number) => number = load(null).func('int malloc_trim(size_t)');
    return () => void trim(0);
  } catch {
    return undefined;
  }
}
