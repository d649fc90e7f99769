import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExpandOptions } from '../../apps/cli/src/offline/expand-file.ts';

/** A fenced block of a page that stands for a file: ```` ```yaml file=clusters.yaml ````, with `repo=URL` for a file of a repository. */
export interface FileBlock {
  readonly file: string;
  readonly repo: string | undefined;
  readonly text: string;
}

/** The files that the info strings of a page's fences name, in their order. Fences without a file are left alone. */
export function fileBlocks(page: string): FileBlock[] {
  return [...page.matchAll(/^```(\S+ +\S.*)\n([\s\S]*?)^```$/gm)].flatMap(([, info = '', text = '']) => {
    const words = info.trim().split(/ +/).slice(1);
    const valueOf = (key: string) => words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
    const file = valueOf('file');
    return file === undefined ? [] : [{ file, repo: valueOf('repo'), text }];
  });
}

/** Writes the inputs of an example into a folder; answers what `nabe appset expand` would be called with. */
export function writeInputs(folder: string, blocks: readonly FileBlock[]): ExpandOptions {
  const urls = [...new Set(blocks.flatMap(({ repo }) => (repo === undefined ? [] : [repo])))];
  const rootOf = (repo: string | undefined) =>
    repo === undefined ? folder : join(folder, `repository-${urls.indexOf(repo)}`);
  for (const { file, repo, text } of blocks) {
    const path = join(rootOf(repo), file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const option = (name: 'clusters' | 'objects' | 'facts') =>
    blocks.some(({ file, repo }) => repo === undefined && file === `${name}.yaml`)
      ? { [name]: join(folder, `${name}.yaml`) }
      : {};
  return {
    file: join(folder, 'applicationset.yaml'),
    ...option('clusters'),
    ...option('objects'),
    ...option('facts'),
    repo: urls.map((url) => `${url}=${rootOf(url)}`),
    gitFileGlobbing: 'pathspec',
    controlNamespace: 'argocd',
  };
}
