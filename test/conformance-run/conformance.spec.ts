import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.ts';

const folder = mkdtempSync(join(tmpdir(), 'nabe-conformance-'));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

async function run(...args: string[]) {
  let [out, error] = ['', ''];
  const code = await conformance(args, {
    print: (text) => void (out += text),
    printError: (text) => void (error += text),
  });
  return { code, out, error };
}

const lines = (...cases: object[]) => cases.map((item) => `${JSON.stringify(item)}\n`).join('');

function writeSet(name: string, templateName: string, expected: object): void {
  const set = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'demo', namespace: 'argocd' },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ list: { elements: [{ n: 'b' }, { n: 'a' }] } }],
      template: { metadata: { name: templateName }, spec: { project: 'p', destination: { name: 'c' } } },
    },
  };
  write(`whole/appset/${name}/applicationset.yaml`, JSON.stringify(set));
  write(`whole/appset/${name}/expected.json`, JSON.stringify(expected));
}

const application = (name: string) => ({
  metadata: {
    name,
    namespace: 'argocd',
    finalizers: ['resources-finalizer.argocd.argoproj.io'],
    creationTimestamp: null,
  },
  spec: { project: 'p', destination: { name: 'c' } },
  status: {},
});

beforeAll(() => {
  writeSet('as-expected', '{{ .n }}', { applications: [application('a'), application('b')] });
  writeSet('one-is-lacking', '{{ .n }}', { applications: [application('a')] });
  writeSet('same-name-twice', 'x', { applications: [application('x')] });
  writeSet('error-as-expected', '{{ .m }}', { error: 'm', applications: [] });
  writeSet('error-expected', '{{ .n }}', { error: 'm', applications: [] });
  writeSet('error-not-expected', '{{ .m }}', { applications: [] });
  const go = { engine: 'go', params: { a: 'x' } };
  write(
    'whole/template/go.jsonl',
    lines(
      { name: 'same', ...go, template: '{{ .a }}', output: 'x' },
      { name: 'different', ...go, template: '{{ .a }}', output: 'y' },
      { name: 'refused', ...go, template: '{{ .a', error: true, message: 'unclosed' },
    ),
  );
  write(
    'whole/health/builtin.jsonl',
    lines({ name: 'h', object: { apiVersion: 'v1', kind: 'ConfigMap' }, status: null, message: '' }),
  );
  const issuer = { apiVersion: 'cert-manager.io/v1', kind: 'Issuer' };
  write(
    'whole/health/crds.jsonl',
    lines(
      { name: 'in other words', object: issuer, status: 'Progressing', message: 'x' },
      { name: 'another status', object: issuer, status: 'Healthy', message: 'x' },
    ),
  );
  write(
    'whole/kstatus/cases.jsonl',
    lines(
      { name: 'current', object: issuer, status: 'Current', message: 'Resource is current' },
      { name: 'unreadable', object: { ...issuer, status: [] }, status: null, message: 'x', error: true },
      { name: 'in other words', object: issuer, status: 'Current', message: 'x' },
    ),
  );
  write('sound/flatten/flatten.jsonl', lines({ name: 'f', input: { a: { b: 1 } }, flat: { 'a.b': '1' } }));
  mkdirSync(join(folder, 'empty'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run conformance', () => {
  it('counts each area and names what fails', async () => {
    expect(await run(join(folder, 'whole'))).toEqual({
      code: 1,
      out: `appset: 2 passed, 4 failed
  error-expected
  error-not-expected
  one-is-lacking
  same-name-twice
template: 2 passed, 1 failed
  different
health: 2 passed, 1 failed
  another status
kstatus: 2 passed, 1 failed
  in other words
`,
      error: '',
    });
  });

  it('says why with --why', async () => {
    const { out } = await run(join(folder, 'whole'), '--why');
    expect(out).toContain('  different\n      expected "y"\n           but got "x"\n');
  });

  it.each([
    { name: 'all is as expected', args: ['sound'], code: 0, out: 'flatten: 1 passed, 0 failed\n', error: '' },
    { name: 'there is no area', args: ['empty'], code: 2, out: '', error: 'holds no area' },
    { name: 'there is no such folder', args: ['none'], code: 2, out: '', error: 'is not there' },
    { name: 'no folder is given', args: [], code: 2, out: '', error: 'usage: npm run conformance -- DIR' },
  ])('exits with $code when $name', async ({ args, code, out, error }) => {
    const result = await run(...args.map((name) => join(folder, name)));
    expect({ code: result.code, out: result.out }).toEqual({ code, out });
    expect(result.error).toContain(error);
  });
});
