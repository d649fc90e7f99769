import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';
import type { CertificatePair, CertificateRequest } from '#core/templating/template-environment.ts';
import { FunctionError } from '#core/templating/template-failure.ts';
import { certificateExtensions, commonName } from './certificate-parts.ts';
import { bitString, integer, objectIdentifier, readElements, sequence, tagged, time, element } from './der.ts';
import { privateKeyPem, readPrivateKey, toPem } from './private-key.ts';

const dayMs = 86_400_000;

/** Issues an X.509 version 3 certificate (RFC 5280) and gives it with its key. Node can read certificates but not make them. */
export function issueCertificate(
  request: CertificateRequest,
  signer?: CertificatePair,
  privateKey?: string,
): CertificatePair {
  const key =
    privateKey === undefined
      ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
      : readPrivateKey(privateKey);
  const signingKey = signer === undefined ? key : readPrivateKey(signer.privateKey);
  const issuer = signer === undefined ? commonName(request.commonName) : subjectOf(readCertificate(signer.certificate));
  const algorithm = signatureAlgorithm(signingKey);
  const body = certificateBody(request, key, issuer, algorithm.identifier);
  const signature = sign(algorithm.digest, body, signingKey);
  const certificate = toPem('CERTIFICATE', sequence(body, algorithm.identifier, bitString(signature)));
  return { certificate, privateKey: privateKeyPem(key) };
}

/** Refuses a pair whose certificate or key cannot be read. */
export function checkCertificate({ certificate, privateKey }: CertificatePair): void {
  readCertificate(certificate);
  readPrivateKey(privateKey);
}

function certificateBody(
  request: CertificateRequest,
  key: KeyObject,
  issuer: Uint8Array,
  algorithm: Uint8Array,
): Uint8Array {
  const now = Date.now();
  return sequence(
    tagged(0, integer(Uint8Array.of(2))),
    integer(randomBytes(16)),
    algorithm,
    issuer,
    sequence(time(new Date(now)), time(new Date(now + request.days * dayMs))),
    commonName(request.commonName),
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
    tagged(3, certificateExtensions(request)),
  );
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new FunctionError('unable to decode certificate: give an X.509 certificate as PEM');
  }
}

/** The subject as it is encoded: behind version, serial number, algorithm, issuer and validity. */
function subjectOf({ raw }: X509Certificate): Uint8Array {
  const body = readElements(readElements(raw)[0]?.content ?? raw)[0];
  const fields = readElements(body?.content ?? raw);
  return fields[5]?.whole ?? commonName('');
}

interface SignatureAlgorithm {
  readonly digest: string | null;
  readonly identifier: Uint8Array;
}

function signatureAlgorithm({ asymmetricKeyType }: KeyObject): SignatureAlgorithm {
  const algorithm = signatureAlgorithms[asymmetricKeyType ?? ''];
  if (algorithm === undefined) throw new FunctionError('only RSA, EC and Ed25519 keys can sign certificates');
  return algorithm;
}

/** By type of the signing key (RFC 4055, 5758 and 8410). */
const signatureAlgorithms: Readonly<Record<string, SignatureAlgorithm>> = {
  rsa: { digest: 'sha256', identifier: sequence(objectIdentifier('1.2.840.113549.1.1.11'), element(0x05)) },
  ec: { digest: 'sha256', identifier: sequence(objectIdentifier('1.2.840.10045.4.3.2')) },
  ed25519: { digest: null, identifier: sequence(objectIdentifier('1.3.101.112')) },
};
