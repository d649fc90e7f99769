import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { parseTemplate, renderGoTemplate } from '#core/templating/render-go-template.ts';
import { FunctionError } from '#core/templating/template-failure.ts';
import { bcryptHash } from './bcrypt/bcrypt-hash.ts';
import { createTemplateEnvironment } from './template-environment.ts';

const environment = createTemplateEnvironment();
const authorityRequest = { commonName: 'root', ipAddresses: [], dnsNames: [], days: 10, isAuthority: true };

function render(text: string, data: JsonObject = {}): unknown {
  const template = parseTemplate(text);
  const rendered = template.ok ? renderGoTemplate(template.value, data, { environment }) : template;
  return rendered.ok ? rendered.value : rendered.failure.message;
}

describe('createTemplateEnvironment', () => {
  const file = new URL('../../../test/conformance/template/sprig-crypto-shape.jsonl', import.meta.url);
  const cases = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  for (const { name, template, params, output = expect.any(String) } of cases) {
    it(`renders ${name}: ${template}`, () => {
      expect(render(template, params)).toEqual(output);
    });
  }

  it('derives the same password as sprig', () => {
    expect(render('{{derivePassword 1 "long" "password" "user" "example.com"}}')).toBe('ZedaFaxcZaso9*');
  });

  it('encrypts so that the text comes back', () => {
    expect(render('{{encryptAES "secretkey" "plain ✓" | decryptAES "secretkey"}}')).toBe('plain ✓');
  });

  it('tells a wrong password from a text', () => {
    expect(render('{{decryptAES "k" "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}')).toContain(
      'not encrypted with this password',
    );
  });

  it('issues certificates that verify', () => {
    const authority = environment.issueCertificate(authorityRequest);
    const request = {
      commonName: 'srv',
      ipAddresses: ['10.0.0.1', 'fd00::1'],
      dnsNames: ['a.example'],
      days: 5,
      isAuthority: false,
    };
    const issued = new X509Certificate(environment.issueCertificate(request, authority).certificate);
    const root = new X509Certificate(authority.certificate);
    expect({
      isSigned: issued.verify(root.publicKey),
      isIssued: issued.checkIssued(root),
      authorities: [root.ca, issued.ca],
      names: issued.subjectAltName,
    }).toEqual({
      isSigned: true,
      isIssued: true,
      authorities: [true, false],
      names: 'DNS:a.example, IP Address:10.0.0.1, IP Address:FD00:0:0:0:0:0:0:1',
    });
  });

  it.each(['ecdsa', 'ed25519', 'rsa'] as const)('signs with a key of kind %s', (kind) => {
    const key = environment.generatePrivateKey(kind);
    const own = new X509Certificate(environment.issueCertificate(authorityRequest, undefined, key).certificate);
    expect(own.verify(own.publicKey)).toBe(true);
  });

  it.each([
    {
      name: 'an address that is none',
      run: () => environment.issueCertificate({ ...authorityRequest, ipAddresses: ['x'] }),
    },
    { name: 'a key that is none', run: () => environment.issueCertificate(authorityRequest, undefined, 'x') },
    {
      name: 'a certificate that is none',
      run: () => environment.checkCertificate({ certificate: 'x', privateKey: 'x' }),
    },
  ])('refuses $name', ({ run }) => {
    expect(run).toThrow(FunctionError);
  });
});

describe('bcryptHash', () => {
  it('agrees with the C library', () => {
    const salt = Uint8Array.from({ length: 16 }, (_, index) => index);
    const expected = '$2a$10$..CA.uOD/eaGAOmJB.yMBu68ySodtKR6OGOLlBx/nqP1KfXx2hVJ2';
    expect(bcryptHash(new TextEncoder().encode('abc'), salt)).toBe(expected);
  });
});
