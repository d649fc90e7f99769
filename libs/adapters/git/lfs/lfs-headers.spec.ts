import { describe, expect, it } from 'vitest';
import { cleanHeaders } from './lfs-headers.ts';

describe('cleanHeaders', () => {
  it('lets a server choose headers, and none that belong to the connection', () => {
    const given = {
      Authorization: 'Bearer x',
      'X-Amz-Date': '2026',
      Host: 'internal',
      Connection: 'upgrade',
      'Content-Length': '5',
      'Transfer-Encoding': 'chunked',
      'Proxy-Authorization': 'Basic x',
    };
    expect(cleanHeaders(given)).toEqual({ authorization: 'Bearer x', 'x-amz-date': '2026' });
  });

  it('leaves out what would begin another line, and what is too much', () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`x-${index}`, '1']));
    expect(cleanHeaders({ 'a\nb': '1', a: '1\r\nhost: internal', b: 'x'.repeat(8_001) })).toEqual({});
    expect(Object.keys(cleanHeaders(many))).toHaveLength(50);
    expect(cleanHeaders(undefined)).toEqual({});
  });
});
