/** The hash functions templates offer. */
export type HashName = 'sha1' | 'sha256' | 'sha512';

/** Names, addresses and lifetime of a certificate that a template asks for. */
export interface CertificateRequest {
  readonly commonName: string;
  readonly ipAddresses: readonly string[];
  readonly dnsNames: readonly string[];
  readonly days: number;
  readonly isAuthority: boolean;
}

/** A certificate and its private key, both as PEM. */
export interface CertificatePair {
  readonly certificate: string;
  readonly privateKey: string;
}

export type PrivateKeyKind = 'rsa' | 'dsa' | 'ecdsa' | 'ed25519';

/**
 * What template functions need from outside the pure core: the clock, chance and cryptography. Methods throw
 * `FunctionError` for input they refuse. The clock's zone is always UTC.
 */
export interface TemplateEnvironment {
  /** Now, in nanoseconds since 1970. */
  now(): bigint;
  randomBytes(count: number): Uint8Array;
  hash(name: HashName, data: Uint8Array): Uint8Array;
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array;
  /** scrypt with N=32768, r=8, p=2 and 64 bytes (the parameters of derivePassword). */
  scrypt(password: Uint8Array, salt: Uint8Array): Uint8Array;
  /** A bcrypt hash with cost 10. */
  bcrypt(password: Uint8Array): string;
  /** AES-256-CBC with PKCS#7 padding; the key has 32 bytes, the vector 16. */
  encryptAes(key: Uint8Array, vector: Uint8Array, data: Uint8Array): Uint8Array;
  decryptAes(key: Uint8Array, vector: Uint8Array, data: Uint8Array): Uint8Array;
  generatePrivateKey(kind: PrivateKeyKind): string;
  /** Refuses a certificate or key that cannot be read. */
  checkCertificate(pair: CertificatePair): void;
  /** Signs a new certificate with `signer`, or with its own key when there is none. `privateKey` absent: a new RSA key. */
  issueCertificate(request: CertificateRequest, signer?: CertificatePair, privateKey?: string): CertificatePair;
}
