import { describe, expect, it } from 'vitest';
import { formatReaperLine, parseReaperLine } from './reaper-lines.ts';

describe('parseReaperLine', () => {
  it.each([
    { name: 'a process', entry: { kind: 'process', pid: 42, start: '9001', firstSignal: 'SIGTERM' } as const },
    {
      name: 'a process to end at once',
      entry: { kind: 'process', pid: 7, start: '1', firstSignal: 'SIGKILL' } as const,
    },
    { name: 'a folder with a space in its name', entry: { kind: 'folder', path: '/tmp/a fleet' } as const },
  ])('reads back $name', ({ entry }) => {
    expect(parseReaperLine(formatReaperLine(entry).trimEnd())).toEqual(entry);
  });

  it.each(['', 'folder relative/path', 'process -1 5 SIGKILL', 'process 1 5 SIGHUP'])('refuses "%s"', (line) => {
    expect(() => parseReaperLine(line)).toThrow('The reaper does not understand');
  });
});
