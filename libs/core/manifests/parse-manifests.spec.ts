import { describe, expect, it } from 'vitest';
import { parseManifests } from './parse-manifests.ts';

const parse = (text: string) => parseManifests({ path: 'apps/web.yaml', text });
const item = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
const object = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

describe('parseManifests', () => {
  it('reads the objects of all documents in the order in which they are written', () => {
    expect(parse(`${object('b')}data: {size: 9007199254740993}\n---\n# none\n---\n${object('a')}`)).toEqual({
      manifests: [
        {
          file: 'apps/web.yaml',
          line: 1,
          manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' }, data: { size: 9007199254740993n } },
        },
        { file: 'apps/web.yaml', line: 8, manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } } },
      ],
      problems: [],
    });
  });

  it('takes a list for its items, lists of lists too', () => {
    const typed = { apiVersion: 'v1', kind: 'ConfigMapList', items: [item('b'), item('c')] };
    const { manifests, problems } = parse(
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [item('a'), typed] }),
    );
    expect({ names: manifests.map(({ manifest }) => manifest.metadata.name), problems }).toEqual({
      names: ['a', 'b', 'c'],
      problems: [],
    });
  });

  it('takes a map left empty for a map left out', () => {
    const { manifests } = parse(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels:\n  annotations: ~\n  namespace:\n',
    );
    expect(manifests.map(({ manifest }) => manifest.metadata)).toEqual([{ name: 'a' }]);
  });

  it('finds every problem of a file at once', () => {
    const { problems } = parse('a: 1\n---\nkind: Pod\n');
    expect(problems).toEqual([
      { file: 'apps/web.yaml', line: 1, message: 'the document has no kind' },
      { file: 'apps/web.yaml', line: 3, message: 'the document (Pod) has no apiVersion' },
    ]);
  });

  it.each([
    { name: 'text', text: 'hello', message: 'the document is text, not a Kubernetes object' },
    { name: 'a list of objects', text: '- a', message: 'the document is a list, not a Kubernetes object' },
    {
      name: 'a kind that is no name',
      text: 'apiVersion: v1\nkind: a/b',
      message: 'the document has the kind "a/b", which is not a valid name',
    },
    {
      name: 'a strange apiVersion',
      text: 'apiVersion: a/b/c\nkind: Pod',
      message: 'the document (Pod) has the apiVersion "a/b/c", which is neither VERSION nor GROUP/VERSION',
    },
    { name: 'no metadata', text: 'apiVersion: v1\nkind: Pod', message: 'the document (Pod) has no metadata' },
    {
      name: 'no name',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: {}',
      message: 'the document (Pod) has no metadata.name',
    },
    {
      name: 'a name the server would make up',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}',
      message:
        'the document (Pod) has metadata.generateName but no metadata.name: an object without a fixed name cannot be kept in sync, unless it is a hook',
    },
    {
      name: 'a name that is a number',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: 017}',
      message: 'the document (Pod): metadata.name is the number 15: put it in quotes',
    },
    {
      name: 'a name that reaches elsewhere',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: ../x}',
      message: 'the document (Pod): metadata.name "../x" is not a valid name',
    },
    {
      name: 'a namespace that reaches elsewhere',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b/c}',
      message: 'the document (Pod) a: metadata.namespace "b/c" is not a valid name',
    },
    {
      name: 'a label that is a boolean',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {"on": yes}}',
      message: 'the document (Pod) a: metadata.labels has the boolean true under "on": put it in quotes',
    },
    {
      name: 'an annotation that is a number',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {wave: 1}}',
      message: 'the document (Pod) a: metadata.annotations has the number 1 under "wave": put it in quotes',
    },
    {
      name: 'labels that are a list',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: []}',
      message: 'the document (Pod) a: metadata.labels is a list, not a map',
    },
    {
      name: 'an item without a kind',
      text: 'apiVersion: v1\nkind: List\nitems: [{}]',
      message: 'item 1 of the document has no kind',
    },
  ])('refuses $name', ({ text, message }) => {
    expect(parse(text)).toEqual({ manifests: [], problems: [{ file: 'apps/web.yaml', line: 1, message }] });
  });

  it('refuses lists that nest without end', () => {
    const nested = Array.from({ length: 6 }).reduce<string>(
      (inner) => `{apiVersion: v1, kind: List, items: [${inner}]}`,
      '{}',
    );
    expect(parse(nested).problems).toEqual([
      { file: 'apps/web.yaml', line: 1, message: 'lists nest deeper than 5 levels' },
    ]);
  });
});
