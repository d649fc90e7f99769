import { describe, expect, it } from 'vitest';
import { buildTar, paxRecord } from '#testing/packages/build-archive.ts';
import { readTar } from './read-tar.ts';

const file = (path: string, text = '') => ({ path, text, link: undefined });
const long = `${'folder/'.repeat(40)}a.yaml`;

describe('readTar', () => {
  it.each([
    {
      name: 'files, not folders',
      files: [
        { path: 'a/', type: '5' },
        { path: 'a/b', text: 'B' },
      ],
      read: [file('a/b', 'B')],
    },
    {
      name: 'a file that fills its blocks',
      files: [{ path: 'a', text: 'x'.repeat(1024) }, { path: 'b' }],
      read: [file('a', 'x'.repeat(1024)), file('b')],
    },
    {
      name: 'a symbolic link',
      files: [{ path: 'a', type: '2', link: 'b' }],
      read: [{ path: 'a', text: '', link: 'b' }],
    },
    {
      name: 'a long name as POSIX writes it',
      files: [
        { path: 'x', type: 'x', text: paxRecord('mtime', '1.5') + paxRecord('path', long) },
        { path: 'short', text: '1' },
      ],
      read: [file(long, '1')],
    },
    {
      name: 'a long name as GNU writes it',
      files: [{ path: '././@LongLink', type: 'L', text: `${long}\0` }, { path: 'short', text: '1' }, { path: 'b' }],
      read: [file(long, '1'), file('b')],
    },
    {
      name: 'what git adds for everything',
      files: [{ path: 'pax_global_header', type: 'g', text: paxRecord('comment', 'c') }, { path: 'a' }],
      read: [file('a')],
    },
  ])('reads $name', ({ files, read }) => {
    const found = readTar(buildTar(files), 10);
    const entries = found.ok ? found.value : [];
    const texts = entries.map(({ path, content, link }) => ({ path, text: new TextDecoder().decode(content), link }));
    expect(texts).toEqual(read);
  });

  const whole = buildTar([{ path: 'a', text: 'x'.repeat(600) }]);
  const damaged = Buffer.from(whole);
  damaged[3] = 0x41;
  it.each([
    {
      name: 'a hard link',
      archive: buildTar([{ path: 'a', type: '1', link: '/etc/passwd' }]),
      why: 'holds "a", which is no plain file',
    },
    { name: 'a device', archive: buildTar([{ path: 'dev', type: '3' }]), why: 'holds "dev", which is no plain file' },
    { name: 'a file that is cut off', archive: whole.subarray(0, 900), why: 'is cut off' },
    { name: 'a damaged header', archive: damaged, why: 'is damaged: a checksum in it is wrong' },
    {
      name: 'too many files',
      archive: buildTar(Array.from({ length: 11 }, (_, at) => ({ path: `f${at}` }))),
      why: 'holds more than 10 files',
    },
    {
      name: 'headers without end',
      archive: buildTar(Array.from({ length: 30 }, () => ({ path: 'x', type: 'x' }))),
      why: 'holds more than 10 files',
    },
    { name: 'nothing at all', archive: new Uint8Array(), why: 'is empty' },
  ])('refuses $name', ({ archive, why }) => {
    expect(readTar(archive, 10)).toEqual({ ok: false, failure: why });
  });
});
