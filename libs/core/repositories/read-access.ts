import { listBriefly } from '../model/text/list-briefly.ts';
import { fail, succeed, type Result } from '../model/result.ts';
import type { GitCredentials, RepositoryAccess } from './repository-access.ts';
import { transportOf } from './transport.ts';

type SecretData = Readonly<Record<string, string>>;

/** User name that code hosts take for a token given as password; Argo CD's default too. */
const TOKEN_USER = 'x-access-token';
const GITHUB_API = 'https://api.github.com';

/** Keys that each way to log in needs. Names as in Argo CD's repository Secrets. */
const WAYS = [
  { marks: ['username', 'password'], needs: ['password'], fits: 'http' },
  { marks: ['bearerToken'], needs: ['bearerToken'], fits: 'http' },
  {
    marks: ['githubAppID', 'githubAppInstallationID', 'githubAppPrivateKey'],
    needs: ['githubAppID', 'githubAppInstallationID', 'githubAppPrivateKey'],
    fits: 'http',
  },
  { marks: ['sshPrivateKey'], needs: ['sshPrivateKey'], fits: 'ssh' },
] as const;

/** Ways of Argo CD that Nabe does not know. */
const UNKNOWN_WAYS = ['gcpServiceAccountKey', 'useAzureWorkloadIdentity', 'azureServicePrincipalClientId'];

/**
 * Reads the Secret of a repository: the keys of Argo CD's repository Secrets, and `tlsCaData` and `sshKnownHosts` for whom to
 * trust. Fails with the end of a sentence about the Secret ("lacks the key password: add it"), which repeats no value of it.
 */
export function readAccess(data: SecretData, url: string): Result<RepositoryAccess, string> {
  const problem = findProblem(data, url);
  if (problem !== undefined) return fail(problem);
  const { ca, knownHosts } = { ca: filled(data, 'tlsCaData'), knownHosts: filled(data, 'sshKnownHosts') };
  const proxy = filled(data, 'proxy');
  return succeed({
    ...optional('credentials', readCredentials(data)),
    ...optional('clientCertificate', readClientCertificate(data)),
    ...optional('ca', ca),
    ...optional('knownHosts', knownHosts),
    ...(isSet(data, 'insecure') || isSet(data, 'insecureIgnoreHostKey') ? { isInsecure: true } : {}),
    ...(isSet(data, 'insecureOCIForceHttp') ? { isPlainHttp: true } : {}),
    ...(proxy === undefined ? {} : { proxy: { url: proxy.trim(), noProxy: (data['noProxy'] ?? '').trim() } }),
  });
}

function findProblem(data: SecretData, url: string): string | undefined {
  const foreign = UNKNOWN_WAYS.filter((key) => has(data, key));
  if (foreign.length > 0)
    return `holds ${listBriefly(foreign, ', ')}, which Nabe cannot use: give another way to log in`;
  const ways = WAYS.filter(({ marks }) => marks.some((key) => has(data, key)));
  const given = ways.map(({ marks }) => marks.find((key) => has(data, key)) ?? '');
  if (ways.length > 1) return `holds several ways to log in (${listBriefly(given, ', ')}): keep one`;
  const [way] = ways;
  const missing = way?.needs.filter((key) => !has(data, key)) ?? [];
  if (missing.length > 0) return `lacks the key ${listBriefly(missing, ', ')}: add it`;
  const transport = transportOf(url);
  if (way !== undefined && way.fits !== transport) return misfit(way.fits);
  return findBadValue(data) ?? findMisplaced(data, transport);
}

function misfit(fits: 'http' | 'ssh'): string {
  return fits === 'ssh'
    ? 'holds sshPrivateKey, which is of no use for an http address: write the url as git@host:path or give other keys'
    : 'holds no sshPrivateKey, which an ssh address needs: add it or write the url with https';
}

function findBadValue(data: SecretData): string | undefined {
  for (const key of ['sshPrivateKey', 'githubAppPrivateKey', 'tlsClientCertKey']) {
    if (has(data, key) && !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(data[key] ?? ''))
      return `holds no private key in ${key}: it starts with -----BEGIN … PRIVATE KEY-----`;
  }
  for (const key of ['tlsCaData', 'tlsClientCertData']) {
    if (has(data, key) && !data[key]?.includes('-----BEGIN CERTIFICATE-----'))
      return `holds no certificate in ${key}: it starts with -----BEGIN CERTIFICATE-----`;
  }
  for (const key of ['username', 'password', 'bearerToken']) {
    // They travel in lines: a break would end one and begin another of the writer's choice.
    if (/[\r\n\0]/.test(line(data, key))) return `holds a line break in ${key}: remove it`;
  }
  for (const key of ['githubAppID', 'githubAppInstallationID']) {
    if (has(data, key) && !/^\d{1,20}$/.test(line(data, key))) return `holds no number in ${key}: correct it`;
  }
  return undefined;
}

function findMisplaced(data: SecretData, transport: 'http' | 'ssh'): string | undefined {
  if (has(data, 'tlsClientCertData') !== has(data, 'tlsClientCertKey'))
    return 'holds one of tlsClientCertData and tlsClientCertKey: add the other';
  const api = filled(data, 'githubAppEnterpriseBaseUrl');
  if (api !== undefined && !isUrlOf(api, ['https:']))
    return 'holds no https address in githubAppEnterpriseBaseUrl: correct it';
  const proxy = filled(data, 'proxy');
  if (proxy === undefined) return undefined;
  if (transport === 'ssh')
    return 'holds proxy, which is of no use for an ssh address: remove it or write the url with https';
  return isUrlOf(proxy, ['http:', 'https:', 'socks5:', 'socks5h:'])
    ? undefined
    : 'holds no http, https or socks5 address in proxy: correct it';
}

function readCredentials(data: SecretData): GitCredentials | undefined {
  if (has(data, 'sshPrivateKey')) return { kind: 'ssh', privateKey: data['sshPrivateKey'] ?? '' };
  if (has(data, 'bearerToken')) return { kind: 'bearer', token: line(data, 'bearerToken') };
  if (has(data, 'githubAppID')) {
    return {
      kind: 'github-app',
      appId: line(data, 'githubAppID'),
      installationId: line(data, 'githubAppInstallationID'),
      privateKey: data['githubAppPrivateKey'] ?? '',
      apiUrl: (filled(data, 'githubAppEnterpriseBaseUrl') ?? GITHUB_API).trim().replace(/\/+$/, ''),
    };
  }
  if (!has(data, 'password')) return undefined;
  const username = has(data, 'username') ? line(data, 'username') : TOKEN_USER;
  const unasked = isSet(data, 'forceHttpBasicAuth') ? { isUnasked: true } : {};
  return { kind: 'basic', username, password: line(data, 'password'), ...unasked };
}

function readClientCertificate(data: SecretData): RepositoryAccess['clientCertificate'] {
  const certificate = filled(data, 'tlsClientCertData');
  const key = filled(data, 'tlsClientCertKey');
  return certificate === undefined || key === undefined ? undefined : { certificate, key };
}

function has(data: SecretData, key: string): boolean {
  return filled(data, key) !== undefined;
}

/** An empty value is as good as none: generators of Secrets leave them behind. */
function filled(data: SecretData, key: string): string | undefined {
  const value = data[key];
  return value === undefined || value.trim() === '' ? undefined : value;
}

/** A value of one line: files that become Secrets often end in a line break. */
function line(data: SecretData, key: string): string {
  return (data[key] ?? '').replace(/[\r\n]+$/, '');
}

function isSet(data: SecretData, key: string): boolean {
  return data[key]?.trim() === 'true';
}

function isUrlOf(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text.trim()) && protocols.includes(new URL(text.trim()).protocol);
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  const part: Partial<Record<K, V>> = {};
  if (value !== undefined) part[key] = value;
  return part;
}
