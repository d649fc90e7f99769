import { describe, expect, it } from 'vitest';
import { kindOfRequest } from './request-kind.ts';

describe('kindOfRequest', () => {
  it.each([
    { url: '/red.git/info/refs?service=git-upload-pack', body: '', kind: 'advertisement' },
    { url: '/red.git/git-upload-pack', body: '0014command=ls-refs\n', kind: 'listing' },
    { url: '/red.git/git-upload-pack', body: '0011command=fetch', kind: 'fetch' },
    { url: '/red.git/info/refs?service=git-receive-pack', body: '', kind: 'other' },
    { url: '/red.git/git-receive-pack', body: '', kind: 'push' },
    { url: '/red.git/HEAD', body: '', kind: 'other' },
  ])('takes $url with "$body" for $kind', ({ url, body, kind }) => {
    expect(kindOfRequest(url, Buffer.from(body))).toBe(kind);
  });
});
