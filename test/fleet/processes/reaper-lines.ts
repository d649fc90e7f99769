export interface RecordedProcess {
  readonly kind: 'process';
  /** Also the id of its process group: every program of a fleet leads a group of its own. */
  readonly pid: number;
  /** See `processStart`. */
  readonly start: string;
  /** SIGKILL for programs whose data goes with the folder anyway; SIGTERM for those that have something to finish. */
  readonly firstSignal: 'SIGTERM' | 'SIGKILL';
}

export interface RecordedFolder {
  readonly kind: 'folder';
  readonly path: string;
}

/** One line of the pipe to the reaper: a word, then the fields. A path is the rest of its line. */
export function formatReaperLine(entry: RecordedProcess | RecordedFolder): string {
  if (entry.kind === 'folder') return `folder ${entry.path}\n`;
  return `process ${entry.pid} ${entry.start} ${entry.firstSignal}\n`;
}

/** Reads a line written by `formatReaperLine`; throws for any other, which only a programming error can send. */
export function parseReaperLine(line: string): RecordedProcess | RecordedFolder {
  const folder = /^folder (\/.+)$/.exec(line)?.[1];
  if (folder !== undefined) return { kind: 'folder', path: folder };
  const [, pid, start, firstSignal] = /^process (\d+) (\d+) (SIGTERM|SIGKILL)$/.exec(line) ?? [];
  if (pid === undefined || start === undefined) throw new Error(`The reaper does not understand "${line}"`);
  return { kind: 'process', pid: Number(pid), start, firstSignal: firstSignal === 'SIGTERM' ? 'SIGTERM' : 'SIGKILL' };
}
