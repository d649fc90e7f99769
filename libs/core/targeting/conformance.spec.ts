import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { ClusterFact, Fact, Facts } from '#core/generators/facts.ts';
import { isJsonObject } from '#core/model/json.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { ApplicationSetSpec } from '#core/resources/application-set.ts';
import { fakeTemplateEnvironment } from '#core/templating/testing/fake-template-environment.ts';
import { type ExpandableSet, expandApplicationSet } from './expand.ts';
import { templateEngines } from './template-engines.ts';

const corpus = fileURLToPath(new URL('../../../test/conformance/appset/', import.meta.url));
const environment = fakeTemplateEnvironment({ hash: (name, data) => createHash(name).update(data).digest() });
const engines = templateEngines(environment);

const fieldsOfSpec = ['goTemplate', 'goTemplateOptions', 'generators', 'template', 'syncPolicy'];
const kinds = ['list', 'clusters', 'git', 'matrix'];

/** True for the cases made of what this version reads; the rest of the corpus waits for its generators. */
function isRead(spec: unknown): boolean {
  if (!isJsonObject(spec) || !Array.isArray(spec.generators)) return false;
  return Object.keys(spec).every((field) => fieldsOfSpec.includes(field)) && spec.generators.every(isReadGenerator);
}

function isReadGenerator(generator: unknown): boolean {
  if (!isJsonObject(generator)) return false;
  return Object.entries(generator).every(([kind, options]) => {
    if (kind === 'selector') return true;
    if (!kinds.includes(kind) || !isJsonObject(options) || 'template' in options) return false;
    if (kind === 'list') return !('elementsYaml' in options);
    if (kind === 'git') return 'directories' in options;
    return kind !== 'matrix' || (Array.isArray(options.generators) && options.generators.every(isReadGenerator));
  });
}

function readYaml(name: string, file: string): unknown[] {
  const path = join(corpus, name, file);
  if (!existsSync(path)) return [];
  return parseAllDocuments(readFileSync(path, 'utf8'), { version: '1.1' }).map((document): unknown => document.toJS());
}

function textsOf(value: unknown): Record<string, string> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
  );
}

const clusterLabel = 'argocd.argoproj.io/secret-type';

function clustersOf(name: string): ClusterFact[] {
  return readYaml(name, 'clusters.yaml').flatMap((secret) => {
    if (!isJsonObject(secret) || !isJsonObject(secret.metadata) || secret.metadata.namespace !== 'argocd') return [];
    const labels = textsOf(secret.metadata.labels);
    if (labels[clusterLabel] !== 'cluster') return [];
    const decoded = Object.entries(textsOf(secret.data)).map(([key, text]) => [key, atob(text)] as const);
    const data: Record<string, string> = { ...Object.fromEntries(decoded), ...textsOf(secret.stringData) };
    const { name: cluster = '', server = '', project } = data;
    return [{ name: cluster, server, project, labels, annotations: textsOf(secret.metadata.annotations) }];
  });
}

function directoriesOf(name: string): Facts['directories'] {
  const folders = new Map(readYaml(name, 'repos.yaml').flatMap((document) => Object.entries(textsOf(document))));
  return (repoURL): Fact<string[]> => {
    const folder = folders.get(repoURL);
    if (folder === undefined) return { complete: false, message: `repository ${repoURL} is not there` };
    const root = join(corpus, name, folder);
    const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
    return { complete: true, value: entries.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)) };
  };
}

/** The Applications, or why the set is refused. */
function expandCase(name: string): Result<unknown[], string[]> {
  const [document] = readYaml(name, 'applicationset.yaml');
  const spec = ApplicationSetSpec.safeParse(isJsonObject(document) ? document.spec : undefined);
  if (!spec.success) return fail(spec.error.issues.map(({ message }) => message));
  const metadata = isJsonObject(document) && isJsonObject(document.metadata) ? document.metadata : {};
  const set: ExpandableSet = { namespace: textsOf(metadata).namespace ?? '', spec: spec.data };
  const facts: Facts = { clusters: { complete: true, value: clustersOf(name) }, directories: directoriesOf(name) };
  const expanded = expandApplicationSet(set, facts, engines);
  if (!expanded.ok) return fail(expanded.failure.map(({ field, message }) => `${field}: ${message}`));
  return succeed(expanded.value.map(({ application }) => application));
}

/** One text for each Application: keys sorted, so that only the content counts. */
function asSet(applications: readonly unknown[]): string[] {
  return applications.map((application) => JSON.stringify(sortKeys(application))).toSorted();
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sortKeys(item)]),
  );
}

interface Expected {
  readonly error?: string;
  readonly applications: readonly unknown[];
}

function readExpected(name: string): Expected {
  const answer: Expected = JSON.parse(readFileSync(join(corpus, name, 'expected.json'), 'utf8'));
  return answer;
}

const names = readdirSync(corpus, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const cases = names.filter((name) => {
  const set: unknown = parse(readFileSync(join(corpus, name, 'applicationset.yaml'), 'utf8'), { version: '1.1' });
  return isJsonObject(set) && isRead(set.spec);
});

describe('expandApplicationSet, held against Argo CD', () => {
  it('covers every case of list, clusters, git directories and matrix', () => {
    expect(names).toHaveLength(206);
    expect(cases).toHaveLength(92);
  });

  it.each(cases)('%s', (name) => {
    const expected = readExpected(name);
    const outcome = expandCase(name);
    const isRefused = expected.error !== undefined;
    const answer = isRefused ? outcome.ok : outcome.ok ? asSet(outcome.value) : outcome.failure;
    expect(answer).toEqual(isRefused ? false : asSet(expected.applications));
  });
});
