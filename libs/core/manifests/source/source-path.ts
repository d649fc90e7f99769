import { fail, type Result, succeed } from '#core/model/result.ts';

/**
 * Brings a source's path into the form of tree entries: relative to the repository's root, '' for the root itself, no
 * leading, trailing or doubled slash. Fails with a sentence for a path that is absolute, climbs, or names git's own folder.
 */
export function cleanSourcePath(path: string): Result<string, string> {
  if (path.startsWith('/'))
    return fail(`source.path ${quote(path)} is absolute: write it relative to the repository's root`);
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) return fail(`source.path ${quote(path)} contains "..": name the directory itself`);
  if (segments.some((segment) => segment.toLowerCase() === '.git'))
    return fail(`source.path ${quote(path)} names git's own folder`);
  return succeed(segments.join('/'));
}

/** Resolves a symbolic link standing at `path` to a path in the tree; undefined when it leaves the tree. */
export function resolveLink(path: string, target: string): string | undefined {
  if (target.startsWith('/')) return undefined;
  const segments = path.split('/').slice(0, -1);
  for (const segment of target.split('/')) {
    if (segment === '..' && segments.pop() === undefined) return undefined;
    if (segment !== '' && segment !== '.' && segment !== '..') segments.push(segment);
  }
  return segments.join('/');
}

function quote(path: string): string {
  return JSON.stringify(path);
}
