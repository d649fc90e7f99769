import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, scryptSync } from 'node:crypto';
import type { TemplateEnvironment } from '#core/templating/template-environment.ts';
import { FunctionError } from '#core/templating/template-failure.ts';
import { bcryptHash } from './bcrypt/bcrypt-hash.ts';
import { checkCertificate, issueCertificate } from './certificates/issue-certificate.ts';
import { generatePrivateKey } from './certificates/private-key.ts';

/** The clock, chance and cryptography of Node for template functions. Everything runs synchronously, as renders do. */
export function createTemplateEnvironment(): TemplateEnvironment {
  return {
    now: () => BigInt(Date.now()) * 1_000_000n,
    randomBytes: (count) => randomBytes(count),
    hash: (name, data) => createHash(name).update(data).digest(),
    hmacSha256: (key, data) => createHmac('sha256', key).update(data).digest(),
    scrypt: (password, salt) => scryptSync(password, salt, 64, { N: 32_768, r: 8, p: 2, maxmem: 128 * 1024 * 1024 }),
    bcrypt: (password) => bcryptHash(password, randomBytes(16)),
    encryptAes: (key, vector, data) => {
      const cipher = createCipheriv('aes-256-cbc', key, vector);
      return Buffer.concat([cipher.update(data), cipher.final()]);
    },
    decryptAes,
    generatePrivateKey,
    checkCertificate,
    issueCertificate,
  };
}

function decryptAes(key: Uint8Array, vector: Uint8Array, data: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-256-cbc', key, vector);
  try {
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    // Wrong padding is all that can go wrong here: the caller has checked the lengths.
    throw new FunctionError('the text was not encrypted with this password');
  }
}
