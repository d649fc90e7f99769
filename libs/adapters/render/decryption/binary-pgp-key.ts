/**
 * The packets of an armoured PGP key, as a keyring file holds them one after the other; undefined for armour that is damaged. Source:
 * RFC 9580, section 6.2.
 */
export function binaryPgpKey(armoured: string): Uint8Array | undefined {
  const lines = armoured.split(/\r?\n/).map((line) => line.trim());
  // Headers such as Version come before the first empty line.
  const from = lines.indexOf('') + 1;
  const to = lines.findIndex((line, index) => index >= from && isEnd(line));
  const body = lines.slice(from, to).join('');
  if (from === 0 || to < 0 || body === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return undefined;
  return Buffer.from(body, 'base64');
}

/** The checksum or the last line. */
function isEnd(line: string): boolean {
  return line.startsWith('=') || line.startsWith('-----END');
}
