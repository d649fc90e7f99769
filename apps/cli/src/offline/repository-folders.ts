import { CliFailure } from '../cli-failure.ts';

/** The folders that options `--repo URL=DIR` give, by the address of the repository. */
export function repositoryFolders(given: readonly string[]): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  for (const text of given) {
    // A URL may hold an equals sign, a folder rarely does.
    const equals = text.lastIndexOf('=');
    const [url, folder] = [text.slice(0, Math.max(equals, 0)), text.slice(equals + 1)];
    if (url === '' || folder === '') throw new CliFailure(`--repo ${text}: write a repository as URL=DIR`, 2);
    if (folders.has(url)) throw new CliFailure(`--repo names ${url} twice`, 2);
    folders.set(url, folder);
  }
  return folders;
}
