import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PEM both. */
interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority of its own, a server at 127.0.0.1 and a client that it vouches for. */
export interface LocalCertificates {
  readonly ca: string;
  readonly server: KeyPair;
  readonly client: KeyPair;
}

/** Makes them below `folder` with openssl, valid for a day. */
export async function makeCertificates(folder: string): Promise<LocalCertificates> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '1',
    '-subj',
    '/CN=local CA',
  );
  const issue = async (name: string, extension: string): Promise<KeyPair> => {
    await writeFile(join(folder, `${name}.ext`), extension);
    await openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '1', '-extfile', `${name}.ext`];
    await openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...by);
    return { certificate: await text(`${name}.pem`), key: await text(`${name}.key`) };
  };
  const text = (name: string) => readFile(join(folder, name), 'utf8');
  const server = await issue('server', 'subjectAltName = IP:127.0.0.1,DNS:localhost\n');
  const client = await issue('client', 'extendedKeyUsage = clientAuth\n');
  return { ca: await text('ca.pem'), server, client };
}
