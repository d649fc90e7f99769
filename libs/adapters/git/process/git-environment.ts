import type { GitHome } from './git-home.ts';

/** Guarded variables that we set on purpose. */
export const guardedVariables = ['GIT_CONFIG_NOSYSTEM', 'GIT_TERMINAL_PROMPT', 'GIT_ASKPASS', 'GIT_ALLOW_PROTOCOL'];

/**
 * The whole environment of a git process that talks to nobody; `inherited` holds the few variables taken from ours, such as PATH
 * and proxies.
 */
export function gitEnvironment(home: GitHome, inherited: Readonly<Record<string, string>>): Record<string, string> {
  return {
    ...inherited,
    HOME: home.folder,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}
