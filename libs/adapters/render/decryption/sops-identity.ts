import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SandboxFile } from '../sandbox/tar-stream.ts';
import { treeFolder } from '../sandbox/wall-script.ts';

/** Whom sops is for cloud services: variables, and files that some of them name. */
export interface SopsIdentity {
  readonly environment: Readonly<Record<string, string>>;
  readonly files: readonly SandboxFile[];
}

/** Tokens and certificates are small; anything else is no file for sops. Unit: bytes. */
const largestFile = 1_000_000;

/** Where systems keep the certificates that programs trust; Go looks there too. */
const trustedCertificates = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * The worker's identity as it is now: a variable that names a file, such as AWS_WEB_IDENTITY_TOKEN_FILE, comes with that file, which
 * is read anew each time because tokens are renewed. Certificates of the system are among the files.
 */
export async function readSopsIdentity(variables: Readonly<Record<string, string>>): Promise<SopsIdentity> {
  const environment: Record<string, string> = {};
  const files: SandboxFile[] = [];
  const certificates = await firstFile(trustedCertificates);
  const given = { ...(certificates === undefined ? {} : { SSL_CERT_FILE: certificates }), ...variables };
  for (const [name, value] of Object.entries(given)) {
    const content = value.startsWith('/') ? await readSmallFile(value) : undefined;
    const path = `identity/${name}/${basename(value)}`;
    environment[name] = content === undefined ? value : `${treeFolder}/${path}`;
    if (content !== undefined) files.push({ path, content });
  }
  return { environment, files };
}

async function firstFile(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if ((await stat(path).catch(() => undefined))?.isFile() === true) return path;
  return undefined;
}

/** Undefined for what is no file that can be read: then the variable is no path. */
async function readSmallFile(path: string): Promise<Uint8Array | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile() || found.size > largestFile) return undefined;
  return await readFile(path).catch(() => undefined);
}
