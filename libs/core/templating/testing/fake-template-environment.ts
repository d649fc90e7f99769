import type { CertificatePair, TemplateEnvironment } from '../template-environment.ts';

/**
 * A still clock, predictable chance, and stand-ins of the right shape for cryptography: for specs. Give `real` parts where
 * the answer itself matters.
 */
export function fakeTemplateEnvironment(real: Partial<TemplateEnvironment> = {}): TemplateEnvironment {
  return {
    now: () => 1_709_210_096_000_000_000n,
    randomBytes: (count) => repeating(count, 11),
    hash: (name, data) => repeating(Number(name.slice(3)) === 1 ? 20 : Number(name.slice(3)) / 8, data.length),
    hmacSha256: (key, data) => repeating(32, key.length + data.length),
    scrypt: (password, salt) => repeating(64, password.length + salt.length),
    bcrypt: (password) => `$2a$10$${'x'.repeat(53 - (password.length % 2))}`,
    encryptAes: (_key, _vector, data) => data,
    decryptAes: (_key, _vector, data) => data,
    generatePrivateKey: (kind) => pem(`${{ rsa: 'RSA ', dsa: 'DSA ', ecdsa: 'EC ', ed25519: '' }[kind]}PRIVATE KEY`),
    checkCertificate: () => undefined,
    issueCertificate: (): CertificatePair => ({ certificate: pem('CERTIFICATE'), privateKey: pem('RSA PRIVATE KEY') }),
    ...real,
  };
}

/** Bytes that differ from each other but not from run to run. */
function repeating(count: number, start: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => (start + index * 37) % 256);
}

function pem(label: string): string {
  return `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;
}
