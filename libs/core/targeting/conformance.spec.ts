import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { FileProblem } from '#core/appset-files/file-problem.ts';
import { canonicalJson } from '#core/model/canonical-json.ts';
import { isJsonObject } from '#core/model/json.ts';
import type { Result } from '#core/model/result.ts';
import { readClusterObjects } from '#core/offline/cluster-objects.ts';
import { expandSets } from '#core/offline/expand-sets.ts';
import { type InputObject, readInputObjects } from '#core/offline/input-objects.ts';
import { checkObjects } from '#core/offline/answers/object-answers.ts';
import { offlineFacts } from '#core/offline/answers/offline-facts.ts';
import type { RepositoryTree, TreeFile } from '#core/offline/answers/repository-tree.ts';
import { readWorldAnswers } from '#core/offline/answers/world-answers.ts';
import { fakeTemplateEnvironment } from '#core/templating/testing/fake-template-environment.ts';
import { templateEngines } from './template-engines.ts';

const corpus = fileURLToPath(new URL('../../../test/conformance/appset/', import.meta.url));
const environment = fakeTemplateEnvironment({ hash: (name, data) => createHash(name).update(data).digest() });
const engines = templateEngines(environment);

function readText(path: string) {
  return { path, text: readFileSync(path, 'utf8') };
}

/** The case is ours: an input of it that cannot be read is no answer. */
function accept<T>(read: Result<T, readonly FileProblem[]>): T {
  if (read.ok) return read.value;
  throw new Error(JSON.stringify(read.failure));
}

function objectsOf(folder: string, file: string): readonly InputObject[] | undefined {
  const path = join(folder, file);
  return existsSync(path) ? accept(readInputObjects(readText(path))) : undefined;
}

function settingsOf(folder: string, file: string): Record<string, unknown> {
  const path = join(folder, file);
  const settings: unknown = existsSync(path) ? parse(readFileSync(path, 'utf8')) : {};
  return isJsonObject(settings) ? settings : {};
}

function readTree(root: string): RepositoryTree {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const pathsOf = (isWanted: (entry: (typeof entries)[number]) => boolean) =>
    entries.filter(isWanted).map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  return {
    directories: pathsOf((entry) => entry.isDirectory()),
    files: pathsOf((entry) => entry.isFile()),
    read: (path) => readTreeFile(root, path),
  };
}

/** The corpus holds links as git checks them out where there are none: as files with the path they lead to. */
function readTreeFile(root: string, path: string): TreeFile {
  const text = readFileSync(join(root, path), 'utf8');
  if (!/^\.\.\/.*$/.test(text) || text.includes('\n')) return { kind: 'text', text };
  const target = posix.join(posix.dirname(path), text);
  return target.startsWith('../') ? { kind: 'outside' } : readTreeFile(root, target);
}

/** The Applications, or why the set is refused. */
function expandCase(folder: string): { applications: string[] } | { refused: readonly FileProblem[] } {
  const clusters = objectsOf(folder, 'clusters.yaml');
  const objects = objectsOf(folder, 'objects.yaml');
  const answers = objectsOf(folder, 'facts.yaml');
  const repositories = Object.entries(settingsOf(folder, 'repos.yaml'));
  const facts = offlineFacts({
    clusters: clusters && accept(readClusterObjects(clusters, 'argocd')),
    objects: objects && accept(checkObjects(objects)),
    answers: answers && accept(readWorldAnswers(answers)),
    repositories: new Map(repositories.map(([url, tree]) => [url, readTree(join(folder, String(tree)))])),
    gitFileGlobbing: settingsOf(folder, 'options.yaml')['gitFileGlobbing'] === 'doublestar' ? 'doublestar' : 'pathspec',
    controlNamespace: 'argocd',
  });
  const outcome = expandSets(readText(join(folder, 'applicationset.yaml')), facts, engines, 'argocd');
  if (!outcome.ok) return { refused: outcome.failure };
  return { applications: asSet(outcome.value.flatMap(({ expanded }) => expanded.map((one) => one.application))) };
}

/** One text for each Application: only the content counts. */
function asSet(applications: readonly unknown[]): string[] {
  return applications.map(canonicalJson).toSorted();
}

interface Expected {
  readonly error?: string;
  readonly applications: readonly unknown[];
}

const cases = readdirSync(corpus, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe('expandApplicationSet, held against Argo CD', () => {
  it('has the whole corpus', () => expect(cases).toHaveLength(206));

  it.each(cases)('%s', (name) => {
    const expected: Expected = JSON.parse(readFileSync(join(corpus, name, 'expected.json'), 'utf8'));
    const answer = expandCase(join(corpus, name));
    const isRefused = 'refused' in answer && expected.error !== undefined;
    expect(isRefused ? 'refused' : answer).toEqual(
      expected.error === undefined ? { applications: asSet(expected.applications) } : 'refused',
    );
  });
});
