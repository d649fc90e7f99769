import { describe, expect, it } from 'vitest';
import { formatFastImport } from './fast-import.ts';

describe('formatFastImport', () => {
  it('writes a first commit with its files counted in bytes', () => {
    const text = formatFastImport({ files: { 'a b.yaml': 'ü\n' }, message: 'Add a' }, { time: 5, branchExists: false });
    expect(text).toBe(
      [
        'commit refs/heads/main',
        'mark :1',
        'committer A Developer <developer@example.com> 5 +0000',
        'data 5\nAdd a',
        'M 100644 inline "a b.yaml"\ndata 3\nü\n',
        '',
        'get-mark :1',
        '',
      ].join('\n'),
    );
  });

  it('continues a branch and removes a folder', () => {
    const content = { files: { 'apps/"old"': null }, message: 'Remove', branch: 'next' };
    const text = formatFastImport(content, { time: 6, branchExists: true });
    expect(text.split('\n')).toEqual([
      'commit refs/heads/next',
      'mark :1',
      'committer A Developer <developer@example.com> 6 +0000',
      'data 6',
      'Remove',
      'from refs/heads/next^0',
      'D "apps/\\"old\\""',
      '',
      'get-mark :1',
      '',
    ]);
  });
});
