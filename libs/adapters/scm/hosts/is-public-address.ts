import { BlockList, isIP } from 'node:net';

/** True for addresses of the public internet: no loopback, link-local, private, shared, multicast or documentation ones. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 4) return !notPublicV4.check(bare, 'ipv4');
  return family === 6 && globalV6.check(bare, 'ipv6') && !notPublicV6.check(bare, 'ipv6');
}

/** IANA's IPv4 special-purpose registry, and multicast. */
const notPublicV4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]);

/** All unicast addresses given out so far; IPv4 addresses in IPv6 clothes (::ffff:0:0/96, 64:ff9b::/96) lie outside. */
const globalV6 = blockList('ipv6', [['2000::', 3]]);

/** Teredo and the other special uses of 2001::/23, documentation, and 6to4, which wraps any IPv4 address. */
const notPublicV6 = blockList('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
]);

function blockList(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family);
  return list;
}
