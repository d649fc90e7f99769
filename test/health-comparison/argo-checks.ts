import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { kindOf } from '#core/health/assess-health.ts';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';

const DOWNLOAD_MS = 5 * 60_000;

/** A health check that comes with Argo CD, and the objects that come with it. */
export interface ArgoCheck {
  /** Its folder: group/Kind, with `_` for any kind or the beginning of a group. */
  readonly name: string;
  readonly script: string;
  readonly examples: readonly JsonObject[];
}

/**
 * The health checks of a version of Argo CD, sorted by name, from its Go module: nothing of it is kept in this repository. Needs Go and
 * the network; fails with what Go says.
 */
export async function findArgoChecks(version: string): Promise<ArgoCheck[]> {
  const module = `github.com/argoproj/argo-cd/v3@v${version}`;
  const go = promisify(execFile)('go', ['mod', 'download', '-json', module], { cwd: '/', timeout: DOWNLOAD_MS });
  const { Dir } = z.object({ Dir: z.string() }).parse(JSON.parse((await go).stdout));
  const root = join(Dir, 'resource_customizations');
  const folders = globSync('*/*', { cwd: root }).filter((folder) => existsSync(join(root, folder, 'health.lua')));
  return folders.toSorted().map((name) => readCheck(root, name));
}

function readCheck(root: string, name: string): ArgoCheck {
  const folder = join(root, name);
  const files = globSync('testdata/*.y*ml', { cwd: folder }).toSorted();
  const script = readFileSync(join(folder, 'health.lua'), 'utf8');
  const examples = files.flatMap((file) => readObjects(join(folder, file)));
  return { name, script, examples: examples.filter((example) => isAbout(root, name, example)) };
}

/** Some are of another kind than the folder they are in, or of one with a check of its own. */
function isAbout(root: string, name: string, example: JsonObject): boolean {
  const { group = '', kind = '' } = kindOf(example) ?? {};
  if (existsSync(join(root, group, kind, 'health.lua'))) return name === `${group}/${kind}`;
  const [groups = '', kinds] = name.split('/');
  return kinds === '_' && (groups === group || (groups.startsWith('_') && group.endsWith(groups.slice(1))));
}

/** A file that is no YAML is no example. What is being deleted is judged by that alone. */
function readObjects(file: string): JsonObject[] {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'), { logLevel: 'silent' });
  const read = documents.filter(({ errors }) => errors.length === 0).map((document): unknown => document.toJS());
  return read.filter(isJsonObject).map(withoutDeletion);
}

function withoutDeletion(object: JsonObject): JsonObject {
  if (!isJsonObject(object['metadata'])) return object;
  const { deletionTimestamp: _, ...metadata } = object['metadata'];
  return { ...object, metadata };
}
