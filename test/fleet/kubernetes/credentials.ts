import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an API server of the fleet is started with; every file is readable by the owner only. */
export interface ClusterCredentials {
  /** Static bearer token of the user `admin` in group `system:masters`. */
  readonly adminToken: string;
  readonly tokenFile: string;
  readonly serviceAccountKeyFile: string;
  readonly serviceAccountPublicKeyFile: string;
}

/** Makes a cluster's token file and service account keys in `folder`, which is created. */
export function makeCredentials(folder: string): ClusterCredentials {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const adminToken = randomBytes(24).toString('hex');
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const write = (name: string, text: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  return {
    adminToken,
    tokenFile: write('tokens.csv', `${adminToken},admin,admin,"system:masters"\n`),
    serviceAccountKeyFile: write('service-accounts.key', privateKey.export({ type: 'sec1', format: 'pem' })),
    serviceAccountPublicKeyFile: write('service-accounts.pub', publicKey.export({ type: 'spki', format: 'pem' })),
  };
}

export interface KubeconfigFields {
  readonly name: string;
  readonly server: string;
  readonly caPem: string;
  readonly token: string;
}

/** A kubeconfig with everything inline, as JSON (which is YAML too), so that it can be copied into a Secret as it is. */
export function formatKubeconfig({ name, server, caPem, token }: KubeconfigFields): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster: { server, 'certificate-authority-data': Buffer.from(caPem).toString('base64') } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name, context: { cluster: name, user: 'admin' } }],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
