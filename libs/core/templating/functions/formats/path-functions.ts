import { fixed, type TemplateFunction } from '../template-function.ts';

/** sprig's functions on slash-separated paths; the `os` ones do the same, as on Linux. */
export const pathFunctions: Readonly<Record<string, TemplateFunction>> = {
  base: fixed(['string'], baseOf),
  dir: fixed(['string'], dirOf),
  clean: fixed(['string'], cleanPath),
  ext: fixed(['string'], extensionOf),
  isAbs: fixed(['string'], (path) => path.startsWith('/')),
  osBase: fixed(['string'], baseOf),
  osDir: fixed(['string'], dirOf),
  osClean: fixed(['string'], cleanPath),
  osExt: fixed(['string'], extensionOf),
  osIsAbs: fixed(['string'], (path) => path.startsWith('/')),
};

function baseOf(path: string): string {
  if (path === '') return '.';
  return path.split('/').findLast((part) => part !== '') ?? '/';
}

function dirOf(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf('/') + 1));
}

function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot);
}

/** The shortest equal path: no doubled slashes, no `.`, and `..` only at the start of a relative path. */
function cleanPath(path: string): string {
  const isRooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!isRooted) kept.push(part);
  }
  return (isRooted ? '/' : '') + kept.join('/') || '.';
}
