import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStart } from '../setup/process-start.ts';
import { parseReaperLine, type RecordedProcess } from './processes/reaper-lines.ts';

/**
 * Cleans up after a fleet. Runs in a session of its own and reads from a pipe which processes and folders the fleet has. When the
 * pipe closes, because the fleet was stopped or because its owner is gone for whatever reason, it ends those processes, removes
 * those folders and exits.
 */
const graceMs = 3_000;
const processes: RecordedProcess[] = [];
const folders: string[] = [];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const entry = parseReaperLine(line);
  if (entry.kind === 'process') processes.push(entry);
  else folders.push(entry.path);
}
await endAll();
await Promise.all(folders.map((path) => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })));

async function endAll(): Promise<void> {
  const running = processes.filter(isRunning);
  for (const entry of running) signalGroup(entry.pid, entry.firstSignal);
  const deadline = performance.now() + graceMs;
  while (running.some(isRunning) && performance.now() < deadline) await sleep(20);
  // Also where the leader has ended: its own children may have outlived it.
  for (const entry of running) signalGroup(entry.pid, 'SIGKILL');
  while (running.some(isRunning) && performance.now() < deadline + graceMs) await sleep(20);
}

/** The start time guards against ending a stranger that was given the pid of an ended process. */
function isRunning(entry: RecordedProcess): boolean {
  return processStart(entry.pid) === entry.start;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}
