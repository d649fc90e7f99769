import { readFileSync } from 'node:fs';

/** A program that runs or has run. */
interface Started {
  readonly pid: number | undefined;
}

export interface CpuSeconds {
  readonly cpuSeconds: number;
  /** Of its children that have ended, and theirs. */
  readonly childSeconds: number;
}

export interface ProgramUse extends CpuSeconds {
  /** Resident memory. Unit: megabytes. */
  readonly memoryMegabytes: number;
  /** Read and written through sockets, pipes and files together. Unit: bytes. */
  readonly bytes: number;
}

/** Kernel's unit of time in /proc on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** What a running program has used so far. */
export function readProgramUse(program: Started): ProgramUse {
  const folder = folderOf(program);
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`${folder}/status`, 'utf8')) ?? [];
  const transfers = [...readFileSync(`${folder}/io`, 'utf8').matchAll(/^[rw]char: (\d+)/gm)];
  const bytes = transfers.reduce((sum, [, count]) => sum + Number(count), 0);
  return { ...readCpuSeconds(program), memoryMegabytes: Number(kilobytes) / 1024, bytes };
}

/** Likewise of the processor alone, which is read often. */
export function readCpuSeconds(program: Started): CpuSeconds {
  const stat = readFileSync(`${folderOf(program)}/stat`, 'utf8');
  // The name, in parentheses, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const secondsAt = (place: number) => (Number(fields[place]) + Number(fields[place + 1])) / TICKS_PER_SECOND;
  return { cpuSeconds: secondsAt(11), childSeconds: secondsAt(13) };
}

function folderOf({ pid }: Started): string {
  if (pid === undefined) throw new Error('the program was never started');
  return `/proc/${pid}`;
}
