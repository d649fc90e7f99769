import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parseFile } from '#core/appset-files/parse-file.ts';
import { readAppSets } from '#core/appset-files/read-app-sets.ts';
import { fieldText } from '#core/model/text/field-text.ts';
import { isJsonObject, type JsonValue } from '#core/model/json.ts';
import { fileBlocks } from '../documents/generator-example.ts';
import { schemaFiles } from './schema-files.ts';

const schemas = new Map(schemaFiles().map(({ name, content }): [string, JsonValue] => [name, JSON.parse(content)]));
const root = fileURLToPath(new URL('../..', import.meta.url));

function validator(file: string): ValidateFunction {
  const schema = schemas.get(file);
  if (!isJsonObject(schema)) throw new Error(`there is no schema ${file}`);
  return new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, validateFormats: false }).compile(schema);
}

const any = validator('nabe.json');
const applicationSet = validator('applicationset.json');

/** Where and why, most of them once: `/spec/generators/0 additionalProperties lst`. */
function mistakesOf(validate: ValidateFunction, document: unknown): string[] {
  validate(document);
  const found = (validate.errors ?? []).filter(({ keyword }) => !['if', 'allOf', 'anyOf'].includes(keyword));
  return [...new Set(found.map(describeError))].toSorted();
}

function describeError({ instancePath, keyword, params }: ErrorObject): string {
  const field = params['additionalProperty'] ?? params['missingProperty'];
  return [instancePath, keyword, ...(typeof field === 'string' ? [field] : [])].join(' ');
}

function documentsOf(path: string, text: string): unknown[] {
  const parsed = parseFile({ path, text });
  return parsed.ok ? parsed.value.map(({ value }) => value) : [];
}

const casesFolder = `${root}/test/conformance/appset`;
const soundCases = readdirSync(casesFolder).filter(
  (name) => !name.endsWith('.md') && !('error' in JSON.parse(readText(`${casesFolder}/${name}/expected.json`))),
);

const pages = readdirSync(`${root}/docs/generators`).filter((name) => name.endsWith('.md') && name !== 'README.md');

describe('the schemas for editors', () => {
  it('are one for each kind, and one for all of them', () => {
    expect([...schemas.keys()]).toEqual([
      'tenant.json',
      'cluster.json',
      'repository.json',
      'applicationset.json',
      'application.json',
      'nabe.json',
    ]);
  });

  it.each([...schemas])('of %s describe every field', (_name, schema) => {
    expect(fieldsWithoutDescription(schema, schema, '')).toEqual([]);
  });

  it('take every set of the corpus that Argo CD expands', () => {
    const mistakes = soundCases.flatMap((name) => {
      const documents = documentsOf(name, readText(`${casesFolder}/${name}/applicationset.yaml`));
      return documents.flatMap((document) =>
        [applicationSet, any].flatMap((validate) =>
          mistakesOf(validate, document).map((mistake) => `${name}: ${mistake}`),
        ),
      );
    });
    expect(mistakes).toEqual([]);
    expect(soundCases.length).toBeGreaterThan(100);
  });

  it.each(pages)('take the example of docs/generators/%s', (page) => {
    const blocks = fileBlocks(readText(`${root}/docs/generators/${page}`)).filter(({ repo }) => repo === undefined);
    const sets = blocks.filter(({ file }) => file === 'applicationset.yaml');
    expect(sets.flatMap(({ text }) => documentsOf(page, text).flatMap((set) => mistakesOf(any, set)))).toEqual([]);
    expect(sets).toHaveLength(1);
  });
});

const set = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'ApplicationSet',
  metadata: { name: 'web' },
  spec: {
    generators: [{ clusters: {} }],
    template: { metadata: { name: 'x' }, spec: { destination: { name: 'prod' } } },
  },
};
const { spec } = set;

describe('applicationset.json', () => {
  it.each([
    { name: 'nothing in a sound set', document: set, mistakes: [] },
    {
      name: 'nothing in our own API version, nulls in a template, free values and metadata that is not ours',
      document: {
        ...set,
        apiVersion: 'nabe.dev/v1alpha1',
        metadata: { name: 'web', ownerReferences: [] },
        spec: {
          ...spec,
          template: {
            metadata: { name: '{{.x}}' },
            spec: {
              source: { helm: { skipCrds: null, valuesObject: { any: [1, { thing: true }] } } },
              sources: [{ kustomize: { replicas: [{ name: '{{.x}}', count: '{{.n}}' }] } }],
            },
          },
        },
      },
      mistakes: [],
    },
    {
      name: 'what is missing',
      document: { apiVersion: set.apiVersion, kind: set.kind },
      mistakes: [' required metadata', ' required spec'],
    },
    { name: 'another API version', document: { ...set, apiVersion: 'argoproj.io/v1' }, mistakes: ['/apiVersion enum'] },
    {
      name: 'a name that is none',
      document: { ...set, metadata: { name: 'Web!' } },
      mistakes: ['/metadata/name pattern'],
    },
    {
      name: 'unknown fields at every depth',
      document: {
        ...set,
        sepc: {},
        spec: {
          ...spec,
          generators: [
            { lst: {} },
            {
              matrix: { generators: [{ clusters: { selector: { matchLables: {} } } }] },
              selector: { matchExpression: [] },
            },
            { list: { template: { spec: { source: { helm: { valueFile: [] } } } } } },
          ],
          template: { metadata: { name: 'x', nam: 'x' }, spec: { syncPolicy: { automated: { selfheal: true } } } },
          syncPolicy: { preserve: true },
        },
      },
      mistakes: [
        ' additionalProperties sepc',
        '/spec/generators/0 additionalProperties lst',
        '/spec/generators/1/matrix/generators/0/clusters/selector additionalProperties matchLables',
        '/spec/generators/1/selector additionalProperties matchExpression',
        '/spec/generators/2/list/template/spec/source/helm additionalProperties valueFile',
        '/spec/syncPolicy additionalProperties preserve',
        '/spec/template/metadata additionalProperties nam',
        '/spec/template/spec/syncPolicy/automated additionalProperties selfheal',
      ],
    },
    {
      name: 'words that are none of those allowed, wrong types and empty lists',
      document: {
        ...set,
        spec: {
          ...spec,
          goTemplate: 'yes',
          generators: [
            { clusters: { selector: { matchExpressions: [{ key: 'a', operator: 'in' }] }, values: { a: 1 } } },
            { matrix: { generators: [] } },
            { git: { requeueAfterSeconds: 1.5 } },
            { pullRequest: { gitlab: { project: '1', pullRequestState: 'open' } } },
          ],
          template: { metadata: {}, spec: { syncPolicy: { automated: { prune: '{{.prune}}' } }, sources: {} } },
          syncPolicy: { applicationsSync: 'create' },
        },
      },
      mistakes: [
        '/spec/generators/0/clusters/selector/matchExpressions/0/operator enum',
        '/spec/generators/0/clusters/values/a type',
        '/spec/generators/1/matrix/generators minItems',
        '/spec/generators/2/git required repoURL',
        '/spec/generators/2/git/requeueAfterSeconds type',
        '/spec/generators/3/pullRequest/gitlab/pullRequestState enum',
        '/spec/goTemplate type',
        '/spec/syncPolicy/applicationsSync enum',
        '/spec/template/spec/sources type',
        '/spec/template/spec/syncPolicy/automated/prune type',
      ],
    },
  ])('finds $name, where nabe validate does', ({ document, mistakes }) => {
    expect(mistakesOf(applicationSet, document)).toEqual(mistakes);
    expect(mistakesOf(any, document)).toEqual(mistakes);
    const { problems } = readAppSets([{ path: 'a.json', text: JSON.stringify(document) }]);
    expect([...new Set(problems.map(({ field = '' }) => field))].toSorted()).toEqual(mistakes.map(fieldOf).toSorted());
  });
});

/** The field that a mistake is about: `/spec/generators/0 additionalProperties lst` is about `spec.generators[0].lst`. */
function fieldOf(mistake: string): string {
  const [place = '', , field] = mistake.split(' ');
  const path = [...place.split('/').slice(1), ...(field === undefined ? [] : [field])];
  return fieldText(path.map((part) => (/^\d+$/.test(part) ? Number(part) : part)));
}

describe('nabe.json', () => {
  const cluster = { apiVersion: 'nabe.dev/v1alpha1', kind: 'Cluster', metadata: { name: 'oslo' } };
  it.each([
    { name: 'other kinds', document: { apiVersion: 'v1', kind: 'ConfigMap', data: {} }, mistakes: [] },
    {
      name: 'other kinds of Argo CD',
      document: { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject' },
      mistakes: [],
    },
    {
      name: 'a sound Cluster',
      document: { ...cluster, spec: { server: 'https://a', credentialsRef: { name: 's' } } },
      mistakes: [],
    },
  ])('lets $name through', ({ document, mistakes }) => {
    expect(mistakesOf(any, document)).toEqual(mistakes);
  });

  it.each([
    { name: 'a kind that is not ours', document: { ...cluster, kind: 'Clusters' }, mistakes: ['/kind enum'] },
    {
      name: 'a Cluster',
      document: { ...cluster, spec: { server: 'http://a', limits: { requestsInFlight: 1000 }, credentials: {} } },
      mistakes: [
        '/spec additionalProperties credentials',
        '/spec required credentialsRef',
        '/spec/limits/requestsInFlight maximum',
        '/spec/server pattern',
      ],
    },
    {
      name: 'a Tenant',
      document: {
        ...cluster,
        kind: 'Tenant',
        spec: { destinations: [{ namespaces: [], clusterSelector: { matchLables: {} } }] },
      },
      mistakes: [
        '/spec/destinations/0/clusterSelector additionalProperties matchLables',
        '/spec/destinations/0/namespaces minItems',
      ],
    },
    {
      name: 'a Repository',
      document: { ...cluster, kind: 'Repository', spec: { interval: '5 minutes' } },
      mistakes: ['/spec required url', '/spec/interval pattern'],
    },
    {
      name: 'an Application',
      document: { ...cluster, kind: 'Application', spec: { source: { path: 1 }, novelty: true } },
      mistakes: ['/spec required destination', '/spec/source required repoURL', '/spec/source/path type'],
    },
  ])('finds the mistakes of $name', ({ document, mistakes }) => {
    expect(mistakesOf(any, document)).toEqual(mistakes);
  });
});

/** Places of fields that editors have nothing to say about. A definition speaks for the fields that are it. */
function fieldsWithoutDescription(schema: JsonValue, node: JsonValue | undefined, path: string): string[] {
  if (Array.isArray(node)) return node.flatMap((item) => fieldsWithoutDescription(schema, item, path));
  if (!isJsonObject(node)) return [];
  return Object.entries(node).flatMap(([word, inner]) => {
    if (word === 'if' || word === 'then') return [];
    if (word !== 'properties' || !isJsonObject(inner)) return fieldsWithoutDescription(schema, inner, path);
    return Object.entries(inner).flatMap(([name, field]) => [
      ...(hasDescription(schema, field) ? [] : [`${path}.${name}`]),
      ...fieldsWithoutDescription(schema, field, `${path}.${name}`),
    ]);
  });
}

function hasDescription(schema: JsonValue, field: JsonValue): boolean {
  if (!isJsonObject(field)) return false;
  if (typeof field['description'] === 'string') return true;
  const [only] = Array.isArray(field['allOf']) ? field['allOf'] : [field];
  const reference = isJsonObject(only) ? only['$ref'] : undefined;
  const definitions = isJsonObject(schema) && isJsonObject(schema['definitions']) ? schema['definitions'] : {};
  const target = typeof reference === 'string' ? definitions[reference.replace('#/definitions/', '')] : undefined;
  return isJsonObject(target) && typeof target['description'] === 'string';
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}
