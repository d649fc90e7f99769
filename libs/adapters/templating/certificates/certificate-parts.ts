import { isIP } from 'node:net';
import type { CertificateRequest } from '#core/templating/template-environment.ts';
import { FunctionError } from '#core/templating/template-failure.ts';
import { bitString, element, objectIdentifier, octetString, sequence, set, trueValue, utf8String } from './der.ts';

/** A distinguished name of one part. */
export function commonName(name: string): Uint8Array {
  return sequence(set(sequence(objectIdentifier('2.5.4.3'), utf8String(name))));
}

/** Uses of the key, purposes, authority or not, and alternative names (RFC 5280, 4.2.1). */
export function certificateExtensions({ isAuthority, dnsNames, ipAddresses }: CertificateRequest): Uint8Array {
  const names = [
    ...dnsNames.map((name) => element(0x82, Buffer.from(name))),
    ...ipAddresses.map((ip) => element(0x87, addressBytes(ip))),
  ];
  // digitalSignature and keyEncipherment; an authority also signs certificates.
  const usage = isAuthority ? bitString(Uint8Array.of(0xa4), 2) : bitString(Uint8Array.of(0xa0), 5);
  const purposes = sequence(objectIdentifier('1.3.6.1.5.5.7.3.1'), objectIdentifier('1.3.6.1.5.5.7.3.2'));
  return sequence(
    extension('2.5.29.15', usage, true),
    extension('2.5.29.37', purposes, false),
    extension('2.5.29.19', isAuthority ? sequence(trueValue) : sequence(), true),
    ...(names.length > 0 ? [extension('2.5.29.17', sequence(...names), false)] : []),
  );
}

function extension(identifier: string, value: Uint8Array, isCritical: boolean): Uint8Array {
  return sequence(objectIdentifier(identifier), ...(isCritical ? [trueValue] : []), octetString(value));
}

function addressBytes(address: string): Uint8Array {
  const version = isIP(address);
  if (version === 4) return Uint8Array.from(address.split('.').map(Number));
  if (version === 6 && !address.includes('%')) return ipv6Bytes(address);
  throw new FunctionError(`error parsing ip: ${address}`);
}

/** Sixteen bytes; `::` stands for as many zeros as are missing. */
function ipv6Bytes(address: string): Uint8Array {
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) =>
    ipv4Groups(parts.slice(0, 4).map(Number)),
  );
  const [head = '', tail] = hex.split('::');
  const left = groupsOf(head);
  const right = groupsOf(tail ?? '');
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => 0);
  return Uint8Array.from([...left, ...zeros, ...right].flatMap((group) => [group >> 8, group & 0xff]));
}

function ipv4Groups([a = 0, b = 0, c = 0, d = 0]: readonly number[]): string {
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function groupsOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}
