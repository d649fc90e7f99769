import { describe, expect, it } from 'vitest';
import { ConfigError, loadHubConfig, loadWorkerConfig } from './load-config.ts';

describe('loadHubConfig', () => {
  it('fills in defaults that listen on loopback only', () => {
    expect(loadHubConfig({ NABE_IDENTITY: 'hub-a', NABE_CACHE_FOLDER: '/cache', NABE_LOG_LEVEL: '' })).toEqual({
      kubeconfig: undefined,
      redisUrl: 'redis://127.0.0.1:6379',
      listenAddress: '127.0.0.1',
      listenPort: 8080,
      cacheFolder: '/cache',
      logLevel: 'info',
      identity: 'hub-a',
      sweepIntervalMs: 60_000,
      trustedProxies: [],
      hostPolicy: { allowedHosts: [], publicHosts: true },
      gitFileGlobbing: 'pathspec',
      proxy: undefined,
      serviceAddresses: new Map(),
    });
  });

  it('takes the proxy that other programs take', () => {
    const environment = { HTTPS_PROXY: 'http://me:hush@proxy.example:3128', NO_PROXY: '.corp.example' };
    expect(loadHubConfig(environment).proxy).toEqual({ url: environment.HTTPS_PROXY, exceptions: '.corp.example' });
    expect(() => loadHubConfig({ HTTPS_PROXY: 'me:hush@proxy' })).toThrow(
      new ConfigError(
        'HTTPS_PROXY has a value that cannot be used (not shown: it may hold a password): give http://HOST:PORT or https://HOST:PORT, with USER:PASSWORD@ before the host where needed.',
      ),
    );
  });

  it('reads the addresses to ask instead of public services, in any spelling of an origin', () => {
    const text =
      'https://api.bitbucket.org=http://10.0.0.7:8080, https://STS.eu-central-1.amazonaws.com:443/=https://sts.internal/';
    expect(loadHubConfig({ NABE_SERVICE_ADDRESSES: text }).serviceAddresses).toEqual(
      new Map([
        ['https://api.bitbucket.org', 'http://10.0.0.7:8080'],
        ['https://sts.eu-central-1.amazonaws.com', 'https://sts.internal'],
      ]),
    );
  });

  it.each([
    'api.bitbucket.org=http://10.0.0.7',
    'https://api.bitbucket.org',
    'https://a.example/2.0=https://b.example',
    'https://u:p@a.example=https://b.example',
  ])('refuses %s as such an address', (text) => {
    expect(() => loadHubConfig({ NABE_SERVICE_ADDRESSES: text })).toThrow(
      new ConfigError(
        `NABE_SERVICE_ADDRESSES is "${text}": give pairs of addresses without a path, separated by commas, such as https://api.bitbucket.org=https://bitbucket.gateway.example.`,
      ),
    );
  });

  it.each([
    ['2s', 2_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
  ])('reads a sweep interval of %s', (text, expected) => {
    expect(loadHubConfig({ NABE_SWEEP_INTERVAL: text }).sweepIntervalMs).toBe(expected);
  });

  it.each([
    ['250ms', 'is below the least'],
    ['2h', 'is above the most'],
    ['60', 'has no unit'],
  ])('refuses a sweep interval of %s: it %s', (text) => {
    expect(() => loadHubConfig({ NABE_SWEEP_INTERVAL: text })).toThrow(
      new ConfigError(
        `NABE_SWEEP_INTERVAL is "${text}": give a time span from 1s to 1h, such as 90s or 5m; the default is 60s.`,
      ),
    );
  });

  it('reads the proxies in front', () => {
    const { trustedProxies } = loadHubConfig({ NABE_TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7,fd00::/8' });
    expect(trustedProxies).toEqual(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);
  });

  it('refuses a proxy by name: names can be made to mean anything', () => {
    expect(() => loadHubConfig({ NABE_TRUSTED_PROXIES: 'ingress.example' })).toThrow(
      new ConfigError(
        'NABE_TRUSTED_PROXIES is "ingress.example": give IP addresses or networks separated by commas, such as 10.0.0.0/8,fd00::/8.',
      ),
    );
  });

  it('tells replicas of one host apart', () => {
    expect(loadHubConfig({}).identity.endsWith(`-${process.pid}`)).toBe(true);
  });
});

describe('loadWorkerConfig', () => {
  it('reads every option', () => {
    const environment = {
      NABE_KUBECONFIG: '/etc/nabe/kubeconfig',
      NABE_REDIS_URL: 'rediss://nabe:hush@redis.example:6380',
      NABE_LISTEN_ADDRESS: '::1',
      NABE_LISTEN_PORT: '0',
      NABE_CACHE_FOLDER: '/cache',
      NABE_LOG_LEVEL: 'debug',
      NABE_IDENTITY: 'worker-1',
      NABE_SYNC_CONCURRENCY: '32',
      NABE_ROLES: 'observe, observe',
      NABE_OUTSIDE_HOSTS: 'minio.internal:9000',
      NABE_PUBLIC_HOSTS: 'false',
      PATH: '/opt/render/bin',
      NABE_HUB_SERVICE_HOST: '10.0.0.1',
      NABE_SOPS_ENVIRONMENT: 'AWS_REGION, VAULT_TOKEN,AWS_ROLE_ARN',
      AWS_REGION: 'eu-central-1',
      VAULT_TOKEN: 'hush',
      VAULT_ADDR: 'unsaid',
    };
    expect(loadWorkerConfig(environment)).toEqual({
      sopsEnvironment: { AWS_REGION: 'eu-central-1', VAULT_TOKEN: 'hush' },
      kubeconfig: '/etc/nabe/kubeconfig',
      redisUrl: 'rediss://nabe:hush@redis.example:6380',
      listenAddress: '::1',
      listenPort: 0,
      cacheFolder: '/cache',
      logLevel: 'debug',
      identity: 'worker-1',
      hostPolicy: { allowedHosts: ['minio.internal:9000'], publicHosts: false },
      proxy: undefined,
      searchPath: '/opt/render/bin',
      syncConcurrency: 32,
      roles: ['observe'],
    });
  });

  it.each([
    {
      name: 'a word where a number belongs',
      environment: { NABE_SYNC_CONCURRENCY: 'many' },
      message: 'NABE_SYNC_CONCURRENCY is "many": give a whole number from 1 to 256; the default is 16.',
    },
    {
      name: 'a variable that sops must not have',
      environment: { NABE_SOPS_ENVIRONMENT: 'VAULT_TOKEN,LD_PRELOAD' },
      message:
        'NABE_SOPS_ENVIRONMENT is "VAULT_TOKEN,LD_PRELOAD": give names of variables that begin with AWS_, AZURE_, GOOGLE_ or VAULT_, or HTTPS_PROXY, HTTP_PROXY, NO_PROXY and SSL_CERT_FILE, separated by commas.',
    },
    {
      name: 'an unknown role',
      environment: { NABE_ROLES: 'sync,watch' },
      message:
        'NABE_ROLES is "sync,watch": give sync, observe or both, separated by a comma; the default is sync,observe.',
    },
    {
      name: 'a Redis address of another protocol, without repeating the password in it',
      environment: { NABE_REDIS_URL: 'http://nabe:hush@redis' },
      message:
        'NABE_REDIS_URL has a value that cannot be used (not shown: it may hold a password): give redis://HOST:PORT or rediss://HOST:PORT, with USER:PASSWORD@ before the host where needed.',
    },
  ])('refuses $name in one sentence', ({ environment, message }) => {
    expect(() => loadWorkerConfig(environment)).toThrow(new ConfigError(message));
  });
});
