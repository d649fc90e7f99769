import { describe, expect, it } from 'vitest';
import { fail, succeed } from '#core/model/result.ts';
import { readBatchAnswer } from './batch-answer.ts';

const file = (name: string) => ({ path: `${name}.yaml`, oid: name.repeat(64), size: 1 });
const [a, b, c] = [file('a'), file('b'), file('c')];
const href = 'https://store.example/a';

describe('readBatchAnswer', () => {
  it('tells where files are, in the order they were asked for, and which are not to be had', () => {
    const header = { Authorization: 'Basic x' };
    const answer = {
      transfer: 'basic',
      hash_algo: 'sha256',
      objects: [
        { oid: b.oid, size: 1, error: { code: 404, message: 'none' }, actions: { download: { href } } },
        { oid: 'd'.repeat(64), size: 1, actions: { download: { href } } },
        { oid: a.oid, size: 1, authenticated: true, actions: { download: { href, header, expires_in: 60 } } },
      ],
    };
    expect(readBatchAnswer(JSON.stringify(answer), [a, b, c])).toEqual(
      succeed({
        downloads: [{ file: a, href, header, isAuthenticated: true }],
        refusals: [
          { file: b, code: 404 },
          { file: c, code: undefined },
        ],
      }),
    );
  });

  it('reads the null of servers that write what they do not say', () => {
    const said = {
      oid: a.oid,
      size: 1,
      authenticated: null,
      error: null,
      actions: { download: { href, header: null } },
    };
    expect(readBatchAnswer(JSON.stringify({ transfer: null, objects: [said] }), [a])).toEqual(
      succeed({ downloads: [{ file: a, href, header: null, isAuthenticated: false }], refusals: [] }),
    );
  });

  it.each([
    { name: 'a page', text: '<html>', why: 'answers with something else than a list of objects' },
    { name: 'no list', text: '{"objects": {}}', why: 'answers with something else than a list of objects' },
    {
      name: 'another transfer',
      text: '{"transfer":"tus","objects":[]}',
      why: 'offers transfers of another kind than basic',
    },
    { name: 'other sums', text: '{"hash_algo":"sha512","objects":[]}', why: 'knows objects by other sums than sha256' },
  ])('refuses $name', ({ text, why }) => {
    expect(readBatchAnswer(text, [a])).toEqual(fail(why));
  });
});
