import { afterAll, describe, expect, it } from 'vitest';
import { createCliFixture } from '../testing/cli-fixture.ts';

const { write, nabe, remove } = createCliFixture();
afterAll(remove);

describe('nabe template', () => {
  it.each([
    { engine: 'go', text: '{{ .a | upper }} {{ .n }}\n', params: '{"a":"x","n":1000000}', out: 'X 1e+06\n' },
    { engine: 'fast', text: '{{ a }} {{n}}', params: '{"a":"x","n":1}', out: 'x {{n}}' },
  ])('renders with $engine exactly', async ({ engine, text, params, out }) => {
    const args = ['-t', write('t.txt', text), '-p', write('p.json', params)];
    expect(await nabe('template', '--engine', engine, ...args)).toEqual({ code: 0, out, error: '' });
  });

  it.each([
    { name: 'a key that is missing', engine: 'go', text: 'a\n{{ .b }}', params: '{}', error: 't.txt:2:' },
    { name: 'a tag left open', engine: 'fast', text: '{{a}}\n b {{c', params: '{}', error: 't.txt:2:4: a tag opened' },
    { name: 'parameters that are no object', engine: 'go', text: '', params: '[1]', error: 'p.json:1:1: an object' },
  ])('fails at $name', async ({ engine, text, params, error }) => {
    const args = ['-t', write('t.txt', text), '-p', write('p.json', params), '--option', 'missingkey=error'];
    const result = await nabe('template', '--engine', engine, ...args);
    expect({ code: result.code, out: result.out }).toEqual({ code: 1, out: '' });
    expect(result.error).toContain(error);
  });
});
