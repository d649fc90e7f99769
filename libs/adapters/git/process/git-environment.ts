import type { RepositoryAddress } from '#flows/ports/git-source.port.ts';
import type { GitHome } from './git-home.ts';

/** Guarded variables that we set on purpose. */
export const guardedVariables = ['GIT_CONFIG_NOSYSTEM', 'GIT_TERMINAL_PROMPT', 'GIT_ASKPASS'];

/** The whole environment of a git process; `inherited` holds the few variables taken from ours, such as PATH and proxies. */
export function gitEnvironment(home: GitHome, inherited: Readonly<Record<string, string>>): Record<string, string> {
  return { ...inherited, HOME: home.folder, LC_ALL: 'C', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
}

/** Credentials reach git through the askpass helper's environment: never through an address or an argument, which others can list. */
export function credentialEnvironment(home: GitHome, address: RepositoryAddress): Record<string, string> {
  if (address.credentials === undefined) return {};
  const { origin, host } = new URL(address.url);
  return {
    GIT_ASKPASS: home.askpass,
    NABE_GIT_ORIGIN: origin,
    NABE_GIT_HOST: host,
    NABE_GIT_USERNAME: address.credentials.username,
    NABE_GIT_PASSWORD: address.credentials.password,
  };
}
