import { readFileSync } from 'node:fs';

/**
 * When a running process started, in clock ticks since boot; undefined when no such process runs (a zombie counts as ended).
 * A pid may be given to another process later; pid and start time together name one process for ever.
 * Source: proc(5), /proc/PID/stat, fields 3 and 22.
 */
export function processStart(pid: number): string | undefined {
  const stat = readStat(pid);
  // The program name in field 2 may hold spaces and brackets, so the fields are counted from the last bracket on.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' ? undefined : rest[18];
}

function readStat(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}
