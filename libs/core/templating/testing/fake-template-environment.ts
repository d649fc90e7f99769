import { createHash, createHmac } from 'node:crypto';
import type { TemplateEnvironment } from '../template-environment.ts';

/** An environment with a still clock and predictable chance, for specs. */
export function fakeTemplateEnvironment(): TemplateEnvironment {
  const refuse = (): never => {
    throw new Error('not part of the fake environment');
  };
  return {
    now: () => 1_709_210_096_000_000_000n,
    randomBytes: (count) => Uint8Array.from({ length: count }, (_, index) => (index * 37 + 11) % 256),
    hash: (name, data) => createHash(name).update(data).digest(),
    hmacSha256: (key, data) => createHmac('sha256', key).update(data).digest(),
    scrypt: refuse,
    bcrypt: refuse,
    encryptAes: refuse,
    decryptAes: refuse,
    generatePrivateKey: refuse,
    issueCertificate: refuse,
  };
}
