import type { CertificatePair, CertificateRequest } from '../../template-environment.ts';
import { FunctionError } from '../../template-failure.ts';
import { type GoList, GoMap, GoObject } from '../../values/go-value.ts';
import { fromBytes } from '../../values/text-bytes.ts';
import { base64ToBytes } from '../formats/base64.ts';
import { type CallContext, fixed, type TemplateFunction } from '../template-function.ts';
import { slowFunctionCost } from './crypto-functions.ts';

/** sprig's functions that make certificates; each answers `.Cert` and `.Key` as PEM. */
export const certificateFunctions: Readonly<Record<string, TemplateFunction>> = {
  genCA: fixed(['string', 'int'], function (name, days) {
    return issue(this, authority(name, days));
  }),
  genCAWithKey: fixed(['string', 'int', 'string'], function (name, days, key) {
    return issue(this, authority(name, days), undefined, key);
  }),
  genSelfSignedCert: fixed(['string', 'anys', 'anys', 'int'], function (name, addresses, names, days) {
    return issue(this, server(name, addresses, names, days));
  }),
  genSelfSignedCertWithKey: fixed(
    ['string', 'anys', 'anys', 'int', 'string'],
    function (name, addresses, names, days, key) {
      return issue(this, server(name, addresses, names, days), undefined, key);
    },
  ),
  genSignedCert: fixed(
    ['string', 'anys', 'anys', 'int', 'certificate'],
    function (name, addresses, names, days, signer) {
      return issue(this, server(name, addresses, names, days), pairOf(signer));
    },
  ),
  genSignedCertWithKey: fixed(
    ['string', 'anys', 'anys', 'int', 'certificate', 'string'],
    function (name, addresses, names, days, signer, key) {
      return issue(this, server(name, addresses, names, days), pairOf(signer), key);
    },
  ),
  buildCustomCert: fixed(['string', 'string'], function (certificate, key) {
    const pair = { certificate: decodePem(certificate, 'certificate'), privateKey: decodePem(key, 'private key') };
    this.environment.checkCertificate(pair);
    return new GoCertificate(pair);
  }),
};

/** The certificate struct of sprig. */
class GoCertificate extends GoObject {
  readonly pair: CertificatePair;

  constructor(pair: CertificatePair) {
    const fields = new Map([
      ['Cert', () => pair.certificate],
      ['Key', () => pair.privateKey],
    ]);
    const text = () => `{${pair.certificate} ${pair.privateKey}}`;
    const json = () => new GoMap([...fields].map(([name, value]) => [name, value()] as const));
    super({ typeName: 'sprig.certificate', kind: 'struct', fields, methods: new Map(), text, json }, pair);
    this.pair = pair;
  }
}

function pairOf(value: GoObject): CertificatePair {
  if (value instanceof GoCertificate) return value.pair;
  throw new FunctionError('the signer is no certificate');
}

function issue(
  { budget, environment }: CallContext,
  request: CertificateRequest,
  signer?: CertificatePair,
  key?: string,
): GoCertificate {
  budget.spend(slowFunctionCost);
  return new GoCertificate(environment.issueCertificate(request, signer, key));
}

function authority(commonName: string, days: number): CertificateRequest {
  return { commonName, ipAddresses: [], dnsNames: [], days, isAuthority: true };
}

function server(commonName: string, addresses: GoList, names: GoList, days: number): CertificateRequest {
  return {
    commonName,
    ipAddresses: texts(addresses, 'ip'),
    dnsNames: texts(names, 'alternate dns name'),
    days,
    isAuthority: false,
  };
}

function texts({ items }: GoList, what: string): string[] {
  return items.map((item) => {
    if (typeof item === 'string') return item;
    throw new FunctionError(`error processing ${what}: every element must be a string`);
  });
}

function decodePem(encoded: string, what: string): string {
  const bytes = base64ToBytes(encoded);
  if ('badByteAt' in bytes) throw new FunctionError(`unable to decode base64 ${what}`);
  return fromBytes(bytes);
}
