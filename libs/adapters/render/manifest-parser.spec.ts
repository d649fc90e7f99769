import { afterEach, describe, expect, it } from 'vitest';
import { ManifestParser, type ParserLimits } from './manifest-parser.ts';

const parsers: ManifestParser[] = [];

function parserWith(limits: Partial<ParserLimits>): ManifestParser {
  const parser = new ManifestParser(limits);
  parsers.push(parser);
  return parser;
}

afterEach(() => Promise.all(parsers.splice(0).map((parser) => parser.close())));

function file(path: string, text: string) {
  return { path, content: Buffer.from(text) };
}

const configMap = (name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {n: 9007199254740993, __proto__: {x: y}}\n`;

const several = [
  file('a.yaml', Array.from({ length: 450 }, (_, index) => configMap(`c${index}`)).join('---\n')),
  { path: 'b.yaml', content: Buffer.from([0xff, 0xfe, 0x41]) },
  file('c.yaml', 'a: [\n'),
];

describe('ManifestParser', () => {
  it('gives the same from the thread as without it', async () => {
    const inline = await parserWith({ inlineBytes: 10_000_000 }).parse(several);
    const threaded = await parserWith({ inlineBytes: 0 }).parse(several);
    expect(threaded).toEqual(inline);
    expect(inline.ok && { count: inline.value.manifests.length, first: inline.value.problems[0] }).toEqual({
      count: 450,
      first: { file: 'b.yaml', line: 1, message: 'the file is not UTF-8 text' },
    });
  });

  it('keeps the event loop free while a large file is parsed', async () => {
    const parser = parserWith({});
    const text = Array.from({ length: 40_000 }, (_, index) => `  key${index}: "value ${index}"`).join('\n');
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    const parsed = await parser.parse([
      file('large.yaml', `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${text}\n`),
    ]);
    clearInterval(ticking);
    expect(parsed.ok && parsed.value.manifests.length).toBe(1);
    expect(turns).toBeGreaterThan(10);
  });

  it('gives up a source that takes too long, and goes on with the next', async () => {
    const parser = parserWith({ inlineBytes: 10, deadlineMs: 1 });
    const [slow, next] = await Promise.all([parser.parse(several), parser.parse([file('d.yaml', '# 1\n')])]);
    expect([slow, next]).toEqual([
      { ok: false, failure: 'its files take longer than 0.001 s to parse: split the source' },
      { ok: true, value: { manifests: [], problems: [] } },
    ]);
  });

  it('survives a source that takes too much memory', async () => {
    const parser = parserWith({ inlineBytes: 100, heapMegabytes: 16 });
    const text = Array.from({ length: 300_000 }, (_, index) => `  k${index}: [${index}]`).join('\n');
    const parsed = await parser.parse([file('large.yaml', `a:\n${text}\n`)]);
    expect(parsed).toEqual({ ok: false, failure: 'its files take too much memory to parse: split the source' });
    expect((await parser.parse([file('e.yaml', '# small')])).ok).toBe(true);
  });

  it('answers everyone when it is closed', async () => {
    const parser = parserWith({ inlineBytes: 0 });
    const waiting = [parser.parse(several), parser.parse(several)];
    await parser.close();
    const failure = 'parsing was given up because the process ends';
    expect(await Promise.all(waiting)).toEqual([
      { ok: false, failure },
      { ok: false, failure },
    ]);
  });
});
