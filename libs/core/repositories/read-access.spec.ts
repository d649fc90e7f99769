import { describe, expect, it } from 'vitest';
import { readAccess } from './read-access.ts';

const https = 'https://git.example/red/apps.git';
const ssh = 'git@git.example:red/apps.git';
const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nx\n-----END OPENSSH PRIVATE KEY-----\n';
const rsa = '-----BEGIN RSA PRIVATE KEY-----\nx\n-----END RSA PRIVATE KEY-----\n';
const certificate = '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n';
const app = { githubAppID: '7', githubAppInstallationID: '42', githubAppPrivateKey: rsa };
const appRead = { kind: 'github-app', appId: '7', installationId: '42', privateKey: rsa };

describe('readAccess', () => {
  it.each([
    { name: 'takes nothing for open access', data: {}, access: {} },
    {
      name: 'takes user name and password, without the line break of a file',
      data: { username: 'red', password: 'secret\n' },
      access: { credentials: { kind: 'basic', username: 'red', password: 'secret' } },
    },
    {
      name: 'takes a token as password alone',
      data: { password: 't0ken', username: '' },
      access: { credentials: { kind: 'basic', username: 'x-access-token', password: 't0ken' } },
    },
    {
      name: 'shows the password unasked where Argo CD would',
      data: { username: 'red', password: 'secret', forceHttpBasicAuth: 'true' },
      access: { credentials: { kind: 'basic', username: 'red', password: 'secret', isUnasked: true } },
    },
    {
      name: 'takes a bearer token',
      data: { bearerToken: 't0ken' },
      access: { credentials: { kind: 'bearer', token: 't0ken' } },
    },
    {
      name: "takes a GitHub App at GitHub's own API",
      data: app,
      access: { credentials: { ...appRead, apiUrl: 'https://api.github.com' } },
    },
    {
      name: 'takes a GitHub App of an enterprise server',
      data: { ...app, githubAppEnterpriseBaseUrl: 'https://ghe.example/api/v3/' },
      access: { credentials: { ...appRead, apiUrl: 'https://ghe.example/api/v3' } },
    },
    {
      name: 'takes a key and host keys for ssh',
      data: { sshPrivateKey: key, sshKnownHosts: 'git.example ssh-ed25519 AAAA' },
      url: ssh,
      access: { credentials: { kind: 'ssh', privateKey: key }, knownHosts: 'git.example ssh-ed25519 AAAA' },
    },
    {
      name: 'takes certificates both ways and a proxy',
      data: {
        tlsCaData: certificate,
        tlsClientCertData: certificate,
        tlsClientCertKey: key,
        proxy: 'http://proxy:3128',
        noProxy: 'a,b',
      },
      access: {
        clientCertificate: { certificate, key },
        ca: certificate,
        proxy: { url: 'http://proxy:3128', noProxy: 'a,b' },
      },
    },
    { name: 'is insecure only when told so', data: { insecure: 'true' }, access: { isInsecure: true } },
    { name: 'does without TLS when told so', data: { insecureOCIForceHttp: 'true' }, access: { isPlainHttp: true } },
    {
      name: 'is not insecure for any other word',
      data: { insecure: 'yes', insecureIgnoreHostKey: 'false' },
      access: {},
    },
  ])('$name', ({ data, url = https, access }) => {
    expect(readAccess(data, url)).toEqual({ ok: true, value: access });
  });

  it.each([
    { data: { username: 'red' }, failure: 'lacks the key password: add it' },
    {
      data: { githubAppID: '7' },
      failure: 'lacks the key githubAppInstallationID, githubAppPrivateKey: add it',
    },
    {
      data: { password: 'x', bearerToken: 'y' },
      failure: 'holds several ways to log in (password, bearerToken): keep one',
    },
    {
      data: { sshPrivateKey: key },
      failure:
        'holds sshPrivateKey, which is of no use for an http address: write the url as git@host:path or give other keys',
    },
    {
      data: { password: 'x' },
      url: ssh,
      failure: 'holds no sshPrivateKey, which an ssh address needs: add it or write the url with https',
    },
    {
      data: { sshPrivateKey: 'hunter2' },
      url: ssh,
      failure: 'holds no private key in sshPrivateKey: it starts with -----BEGIN … PRIVATE KEY-----',
    },
    {
      data: { tlsCaData: 'hunter2' },
      failure: 'holds no certificate in tlsCaData: it starts with -----BEGIN CERTIFICATE-----',
    },
    { data: { password: 'a\nHost: evil' }, failure: 'holds a line break in password: remove it' },
    { data: { ...app, githubAppID: '../7' }, failure: 'holds no number in githubAppID: correct it' },
    {
      data: { ...app, githubAppEnterpriseBaseUrl: 'http://ghe.example' },
      failure: 'holds no https address in githubAppEnterpriseBaseUrl: correct it',
    },
    {
      data: { tlsClientCertData: certificate },
      failure: 'holds one of tlsClientCertData and tlsClientCertKey: add the other',
    },
    { data: { proxy: 'file:///x' }, failure: 'holds no http, https or socks5 address in proxy: correct it' },
    {
      data: { proxy: 'http://proxy:3128' },
      url: ssh,
      failure: 'holds proxy, which is of no use for an ssh address: remove it or write the url with https',
    },
    {
      data: { gcpServiceAccountKey: '{}' },
      failure: 'holds gcpServiceAccountKey, which Nabe cannot use: give another way to log in',
    },
  ])('refuses a Secret that $failure', ({ data, url = https, failure }) => {
    expect(readAccess(data, url)).toEqual({ ok: false, failure });
  });
});
