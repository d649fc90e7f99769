import { readFileSync } from 'node:fs';

export interface ProgramUse {
  readonly cpuSeconds: number;
  /** Of its children that have ended, and theirs. */
  readonly childSeconds: number;
  /** Resident memory. Unit: megabytes. */
  readonly memoryMegabytes: number;
  /** Read and written through sockets, pipes and files together. Unit: bytes. */
  readonly bytes: number;
}

/** Kernel's unit of time in /proc on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** What a running program has used so far. */
export function readProgramUse({ pid }: { readonly pid: number | undefined }): ProgramUse {
  if (pid === undefined) throw new Error('the program was never started');
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in parentheses, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  const secondsAt = (place: number) => (Number(fields[place]) + Number(fields[place + 1])) / TICKS_PER_SECOND;
  const transfers = [...readFileSync(`/proc/${pid}/io`, 'utf8').matchAll(/^[rw]char: (\d+)/gm)];
  const bytes = transfers.reduce((sum, [, count]) => sum + Number(count), 0);
  return { cpuSeconds: secondsAt(11), childSeconds: secondsAt(13), memoryMegabytes: Number(kilobytes) / 1024, bytes };
}
