/** Resolves a path as written in a folder ('' is the root); undefined when it leaves the repository or is absolute. */
export function resolveIn(folder: string, written: string): string | undefined {
  if (written.startsWith('/')) return undefined;
  const segments = folder === '' ? [] : folder.split('/');
  for (const segment of written.split('/')) {
    if (segment === '..' && segments.pop() === undefined) return undefined;
    if (segment !== '' && segment !== '.' && segment !== '..') segments.push(segment);
  }
  return segments.join('/');
}

export function joinPath(folder: string, name: string): string {
  if (folder === '' || name === '') return folder || name;
  return `${folder}/${name}`;
}
