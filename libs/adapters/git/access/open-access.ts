import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { GitHome } from '../process/git-home.ts';
import { transportOfUrl } from '../repository-url.ts';
import { formatGitConfig, type GitSetting } from './git-config.ts';
import { formatSshConfig } from './ssh-config.ts';

/** User name and password, as a server asks for them. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** What a git process needs to reach one repository. */
export interface OpenedAccess {
  readonly environment: Readonly<Record<string, string>>;
  /** The file that ssh has to be configured with; undefined for other transports. */
  readonly sshConfig?: string | undefined;
  /** Removes what was written. */
  close(): Promise<void>;
}

/**
 * Prepares one command that talks to a server. User name and password wait in the environment for the askpass helper; keys,
 * certificates and headers lie in a folder of this command alone, which is its HOME, readable by this user only. Nothing secret
 * is ever an argument, which other users of a machine can list. `login` is the address's own or a token that stands for it; `isUnasked`
 * shows it to the server before that asks.
 */
export async function openAccess(
  home: GitHome,
  address: RepositoryAddress,
  login: Login | undefined,
  isUnasked = false,
): Promise<OpenedAccess> {
  const transport = transportOfUrl(address.url);
  const environment = {
    GIT_ALLOW_PROTOCOL: transport === 'http' ? 'http:https' : transport,
    ...proxyEnvironment(address),
    ...(login === undefined ? {} : loginEnvironment(home, address.url, login)),
  };
  const folder = join(home.accessFolder, randomBytes(12).toString('hex'));
  const { files, settings } =
    transport === 'ssh' ? sshNeeds(address, folder) : httpNeeds(address, folder, headerOf(address, login, isUnasked));
  if (settings.length === 0) return { environment, close: () => Promise.resolve() };
  await mkdir(folder, { mode: 0o700 });
  const close = () => rm(folder, { recursive: true, force: true });
  const include: GitSetting = ['include', 'path', join(home.folder, '.gitconfig')];
  const all = { ...files, '.gitconfig': formatGitConfig([include, ...settings]) };
  try {
    await Promise.all(Object.entries(all).map(([name, text]) => writeSecret(join(folder, name), text)));
  } catch (error) {
    await close();
    throw error;
  }
  const sshConfig = transport === 'ssh' ? join(folder, sshConfigName) : undefined;
  return { environment: { ...environment, HOME: folder }, sshConfig, close };
}

interface Needs {
  /** Texts by file name. */
  readonly files: Readonly<Record<string, string>>;
  readonly settings: readonly GitSetting[];
}

const sshConfigName = 'ssh_config';

function sshNeeds({ credentials, knownHosts, isInsecure }: RepositoryAddress, folder: string): Needs {
  const identity = credentials?.kind === 'ssh' ? join(folder, 'identity') : undefined;
  const hosts = isInsecure ? undefined : join(folder, 'known_hosts');
  const config = join(folder, sshConfigName);
  return {
    files: {
      [sshConfigName]: formatSshConfig({ identity, knownHosts: hosts }),
      ...(credentials?.kind === 'ssh' ? { identity: endLine(credentials.privateKey) } : {}),
      ...(hosts === undefined ? {} : { known_hosts: endLine(knownHosts ?? '') }),
    },
    settings: [
      ['core', 'sshCommand', `ssh -F '${config.replaceAll("'", String.raw`'\''`)}'`],
      ['ssh', 'variant', 'ssh'],
    ],
  };
}

function httpNeeds(address: RepositoryAddress, folder: string, header: string | undefined): Needs {
  const { clientCertificate, ca, isInsecure, proxy } = address;
  const files: Record<string, string> = {};
  const settings: GitSetting[] = [];
  const addFile = (setting: string, name: string, text: string) => {
    files[name] = endLine(text);
    settings.push(['http', setting, join(folder, name)]);
  };
  if (ca !== undefined) addFile('sslCAInfo', 'ca.pem', ca);
  if (clientCertificate !== undefined) {
    addFile('sslCert', 'client.pem', clientCertificate.certificate);
    addFile('sslKey', 'client.key', clientCertificate.key);
  }
  if (isInsecure) settings.push(['http', 'sslVerify', 'false']);
  if (proxy !== undefined) settings.push(['http', 'proxy', proxy.url]);
  // git sends its extra headers to whatever host a redirect leads to, so there is none to follow.
  if (header !== undefined)
    settings.push(['http', 'extraHeader', `Authorization: ${header}`], ['http', 'followRedirects', 'false']);
  return { files, settings };
}

/** The header for servers that are shown the credentials unasked: some must be, and a token that is no password can only be shown so. */
function headerOf(
  { credentials }: RepositoryAddress,
  login: Login | undefined,
  isUnasked: boolean,
): string | undefined {
  const mustBe = credentials?.kind === 'basic' ? credentials.isUnasked : credentials?.kind !== 'github-app';
  return isUnasked || mustBe ? authorization(credentials, login) : undefined;
}

/** The header that shows the credentials; undefined without any that HTTP knows. */
export function authorization(
  credentials: RepositoryAddress['credentials'],
  login: Login | undefined,
): string | undefined {
  if (credentials?.kind === 'bearer') return `Bearer ${credentials.token}`;
  if (login === undefined) return undefined;
  return `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
}

/** The address's own proxy replaces the process's, exceptions included. */
function proxyEnvironment({ proxy }: RepositoryAddress): Record<string, string> {
  return proxy === undefined ? {} : { NO_PROXY: proxy.noProxy, no_proxy: proxy.noProxy };
}

function loginEnvironment(home: GitHome, url: string, { username, password }: Login): Record<string, string> {
  const { origin, host } = new URL(url);
  return {
    GIT_ASKPASS: home.askpass,
    NABE_GIT_ORIGIN: origin,
    NABE_GIT_HOST: host,
    NABE_GIT_USERNAME: username,
    NABE_GIT_PASSWORD: password,
  };
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function writeSecret(path: string, text: string): Promise<void> {
  return writeFile(path, text, { mode: 0o600, flag: 'wx' });
}
