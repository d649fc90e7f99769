import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { assertNever } from '#core/model/result.ts';
import type { PrivateKeyKind } from '#core/templating/template-environment.ts';
import { FunctionError } from '#core/templating/template-failure.ts';
import { element, integer, readElements, sequence } from './der.ts';

/** A new key as PEM, in the form sprig gives: PKCS#1 for RSA (4096 bits), SEC 1 for P-256, PKCS#8 for Ed25519. */
export function generatePrivateKey(kind: PrivateKeyKind): string {
  switch (kind) {
    case 'rsa':
      return privateKeyPem(generateKeyPairSync('rsa', { modulusLength: 4096 }).privateKey);
    case 'ecdsa':
      return privateKeyPem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    case 'ed25519':
      return privateKeyPem(generateKeyPairSync('ed25519').privateKey);
    case 'dsa':
      return dsaPem(generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }));
    default:
      return assertNever(kind);
  }
}

export function privateKeyPem(key: KeyObject): string {
  if (key.asymmetricKeyType === 'rsa') return key.export({ type: 'pkcs1', format: 'pem' }).toString();
  if (key.asymmetricKeyType === 'ec') return key.export({ type: 'sec1', format: 'pem' }).toString();
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function readPrivateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    // The library's words could quote the key.
    throw new FunctionError('error parsing private key: give an unencrypted PEM key (RSA, EC or Ed25519)');
  }
}

/** OpenSSL's traditional form: version, p, q, g, public and private number. */
function dsaPem({ privateKey, publicKey }: { readonly privateKey: KeyObject; readonly publicKey: KeyObject }): string {
  const [, algorithm, secret] = readElements(onlyContent(privateKey.export({ type: 'pkcs8', format: 'der' })));
  const [, open] = readElements(onlyContent(publicKey.export({ type: 'spki', format: 'der' })));
  const [, parameters] = readElements(algorithm?.content ?? new Uint8Array());
  const numbers = readElements(parameters?.content ?? new Uint8Array()).map(({ whole }) => whole);
  const publicNumber = open?.content.subarray(1) ?? new Uint8Array();
  const body = sequence(integer(Uint8Array.of(0)), ...numbers, publicNumber, secret?.content ?? element(0x05));
  return toPem('DSA PRIVATE KEY', body);
}

function onlyContent(der: Uint8Array): Uint8Array {
  return readElements(der)[0]?.content ?? new Uint8Array();
}

export function toPem(label: string, der: Uint8Array): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
