import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { findExecutable, pathFolders } from './search-programs.ts';

export interface DistributionPackage {
  /** Name of the package in Debian and Ubuntu. */
  readonly name: string;
  readonly isInstalled: () => boolean;
}

const certificateBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
];

/** What the local fleet has from the distribution: git with its http-backend, a Redis or Valkey server, certificates for downloads. */
export const fleetPackages: readonly DistributionPackage[] = [
  { name: 'git', isInstalled: () => hasHttpBackend(findExecutable('git', pathFolders())) },
  { name: 'redis-server', isInstalled: () => findRedisServer() !== undefined },
  { name: 'ca-certificates', isInstalled: () => certificateBundles.some((path) => existsSync(path)) },
];

/** What the tests of git's credentials and signatures need beside it. */
export const testPackages: readonly DistributionPackage[] = [
  { name: 'openssh-server', isInstalled: () => findSshd() !== undefined },
  { name: 'gnupg', isInstalled: () => findExecutable('gpg', pathFolders()) !== undefined },
  { name: 'openssl', isInstalled: () => findExecutable('openssl', pathFolders()) !== undefined },
];

/** Path of redis-server or, where that is missing, of valkey-server. */
export function findRedisServer(): string | undefined {
  const folders = [...pathFolders(), '/usr/sbin', '/usr/local/sbin'];
  return findExecutable('redis-server', folders) ?? findExecutable('valkey-server', folders);
}

/** Path of the OpenSSH server, which insists on being started by its whole path. */
export function findSshd(): string | undefined {
  return findExecutable('sshd', [...pathFolders(), '/usr/sbin', '/usr/local/sbin']);
}

function hasHttpBackend(git: string | undefined): boolean {
  if (git === undefined) return false;
  const { stdout } = spawnSync(git, ['--exec-path'], { encoding: 'utf8' });
  return existsSync(join(stdout.trim(), 'git-http-backend'));
}

/** Why these packages cannot be installed from here, with the command that does it; undefined when they can. */
export function whyNotInstallable(names: readonly string[]): string | undefined {
  const list = names.join(' ');
  if (findExecutable('apt-get', pathFolders()) === undefined) {
    return `Missing: ${list}. Install with your distribution's package manager (these are the names in Debian and Ubuntu)`;
  }
  if (process.getuid?.() !== 0) return `Missing distribution packages: ${list}. Run: sudo apt-get install ${list}`;
  return undefined;
}

/** Installs Debian packages as root. A server among them is not started: set-up wants the program, not a service. */
export async function installPackages(names: readonly string[]): Promise<void> {
  await withoutStartingServices(async () => {
    await aptGet(['update']);
    await aptGet(['install', '--yes', '--no-install-recommends', ...names]);
  });
}

const aptDeadlineMs = 15 * 60_000;

async function aptGet(args: readonly string[]): Promise<void> {
  const command = ['-o', 'DPkg::Lock::Timeout=300', '--quiet', ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const apt = spawn('apt-get', command, { env, stdio: ['ignore', 'ignore', 'pipe'], timeout: aptDeadlineMs });
  const [problems] = await Promise.all([text(apt.stderr), once(apt, 'close')]);
  if (apt.exitCode === 0) return;
  const end = problems.trim().split('\n').slice(-5).join('\n');
  throw new Error(`apt-get ${args.join(' ')} failed; run it by hand and then set-up again:\n${end}`);
}

/** Debian asks this program before it starts a service; 101 forbids it (invoke-rc.d(8)). One that is there already stays. */
const policyFile = '/usr/sbin/policy-rc.d';

async function withoutStartingServices(install: () => Promise<void>): Promise<void> {
  if (existsSync(policyFile)) return install();
  writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    rmSync(policyFile, { force: true });
  }
}
