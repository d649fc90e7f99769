import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface PackFolderSize {
  readonly bytes: number;
  readonly packs: number;
}

/** What a mirror's packs take on disk, unfinished ones of a running fetch included. Nothing there counts as nothing. */
export async function measurePacks(folder: string): Promise<PackFolderSize> {
  const packFolder = join(folder, 'objects', 'pack');
  const names = await readdir(packFolder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(packFolder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return {
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    packs: names.filter((name) => name.endsWith('.pack')).length,
  };
}

/** Removes a mirror. It is moved aside first, so that nobody ever finds half of one. */
export async function removeMirror(folder: string): Promise<void> {
  const aside = `${folder}.removed`;
  await rm(aside, { recursive: true, force: true });
  await rename(folder, aside).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rm(aside, { recursive: true, force: true });
}

/** True when the folder holds what `git init --bare` leaves. */
export async function isMirror(folder: string): Promise<boolean> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  return ['HEAD', 'objects', 'refs'].every((name) => names.includes(name));
}

/** True when the mirror lacks the history of some of its commits: git keeps a file about that. */
export async function isShallow(folder: string): Promise<boolean> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  return names.includes('shallow');
}
