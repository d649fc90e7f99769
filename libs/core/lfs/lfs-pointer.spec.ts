import { describe, expect, it } from 'vitest';
import { fail, succeed } from '#core/model/result.ts';
import { isLfsPointer, parseLfsPointer } from './lfs-pointer.ts';

const oid = '4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393';
const version = 'version https://git-lfs.github.com/spec/v1\n';
const bytes = (text: string) => new TextEncoder().encode(text);

describe('isLfsPointer', () => {
  it.each([
    { name: 'a pointer', text: `${version}oid sha256:${oid}\nsize 12345\n`, isOne: true },
    { name: 'a pointer with line ends of Windows', text: `${version}oid sha256:${oid}\n`.replaceAll('\n', '\r\n') },
    { name: 'a manifest', text: 'kind: Pod\n', isOne: false },
    { name: 'a manifest about LFS', text: `# ${version}`, isOne: false },
    { name: 'a pointer of another version', text: version.replace('v1', 'v2'), isOne: false },
    { name: 'a longer file', text: version.padEnd(1_025, 'x'), isOne: false },
    { name: 'an empty file', text: '', isOne: false },
  ])('takes $name for what it is', ({ text, isOne = true }) => {
    expect(isLfsPointer(bytes(text))).toBe(isOne);
  });
});

describe('parseLfsPointer', () => {
  it.each([
    { name: 'a pointer', text: `${version}oid sha256:${oid}\nsize 12345\n`, size: 12_345 },
    { name: 'one of an empty file', text: `${version}oid sha256:${oid}\nsize 0\n`, size: 0 },
    { name: 'one without a last line end', text: `${version}oid sha256:${oid}\nsize 7`, size: 7 },
    {
      name: 'one with line ends of Windows',
      text: `${version}oid sha256:${oid}\nsize 7\n`.replaceAll('\n', '\r\n'),
      size: 7,
    },
  ])('reads $name', ({ text, size }) => {
    expect(parseLfsPointer(bytes(text))).toEqual(succeed({ oid, size }));
  });

  const otherLines = 'is no pointer of Git LFS that names sum and size: it has other lines';
  it.each([
    { name: 'nothing', rest: '', why: otherLines },
    { name: 'a short sum', rest: 'oid sha256:4d7a\nsize 1\n', why: otherLines },
    { name: 'a sum that climbs', rest: `oid sha256:../../${oid.slice(6)}\nsize 1\n`, why: otherLines },
    { name: 'a sum in capitals', rest: `oid sha256:${oid.toUpperCase()}\nsize 1\n`, why: otherLines },
    { name: 'another kind of sum', rest: `oid sha512:${oid}${oid}\nsize 1\n`, why: otherLines },
    { name: 'no size', rest: `oid sha256:${oid}\n`, why: otherLines },
    { name: 'a negative size', rest: `oid sha256:${oid}\nsize -1\n`, why: otherLines },
    { name: 'a size beyond measure', rest: `oid sha256:${oid}\nsize ${'9'.repeat(16)}\n`, why: otherLines },
    { name: 'a further line', rest: `oid sha256:${oid}\nsize 1\nurl https://evil.example\n`, why: otherLines },
    {
      name: 'an extension',
      rest: `ext-0-case sha256:${oid}\noid sha256:${oid}\nsize 1\n`,
      why: 'is no pointer of Git LFS that names sum and size: it uses extensions of Git LFS, which Nabe does not know',
    },
  ])('refuses one with $name', ({ rest, why }) => {
    expect(parseLfsPointer(bytes(version + rest))).toEqual(fail(why));
  });
});
