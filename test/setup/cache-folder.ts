import { homedir } from 'node:os';
import { join } from 'node:path';
import type { GoModule } from './versions.ts';

/** Root of what set-up keeps outside every checkout: `$XDG_CACHE_HOME/nabe`, by default `~/.cache/nabe`. */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['XDG_CACHE_HOME'];
  // A relative path here is invalid and counts as unset (XDG Base Directory Specification).
  return join(base?.startsWith('/') ? base : join(homedir(), '.cache'), 'nabe');
}

/** Folder of a module's built programs; its name tells the version, so what lies there need not be asked for it. */
export function cacheFolder(module: GoModule, env: NodeJS.ProcessEnv = process.env): string {
  return join(cacheRoot(env), module.name, module.version);
}
