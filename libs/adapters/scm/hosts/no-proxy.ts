import { BlockList, isIP } from 'node:net';

/**
 * Reads NO_PROXY: hosts that are asked without a proxy, separated by commas or blanks. `git.example`, `.git.example` and
 * `*.git.example` mean that name and all below it, `10.0.0.0/8` a range of addresses, `*` everything; a port after a colon narrows.
 * Names are never looked up for it.
 */
export function readNoProxy(text: string): (url: URL) => boolean {
  const tests = text
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .map((entry) => testOf(entry.toLowerCase()));
  return (url) => tests.some((matches) => matches(url));
}

type HostTest = (url: URL) => boolean;

function testOf(entry: string): HostTest {
  const range = rangeOf(entry);
  if (range !== undefined) return (url) => isWithin(range, bareName(url));
  const [, name = entry, port] = isIP(entry) === 6 ? [] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
  const matchesName = nameTest(name.replace(/^\[|\]$/g, ''));
  return (url) => (port === undefined || port === portOf(url)) && matchesName(bareName(url));
}

function nameTest(name: string): (host: string) => boolean {
  if (name === '*') return () => true;
  const domain = name.replace(/^\*?\./, '');
  return (host) => host === domain || host.endsWith(`.${domain}`);
}

function rangeOf(entry: string): BlockList | undefined {
  const [, address = '', bits] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  const family = isIP(address);
  if (family === 0 || Number(bits) > (family === 4 ? 32 : 128)) return undefined;
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return list;
}

function isWithin(range: BlockList, host: string): boolean {
  const family = isIP(host);
  return family !== 0 && range.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

function bareName({ hostname }: URL): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function portOf({ protocol, port }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80');
}
