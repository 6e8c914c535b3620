// Which network addresses another system may live at: nothing of our own machine, of the county's inner network, or of no network at all.
import dns from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const inner = new BlockList();
for (const [network, prefix] of [
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
] as const)
  inner.addSubnet(network, prefix, 'ipv4');
// Of IPv6 only what is routed in the world, without the ways in which an inner IPv4 address can be dressed up.
const world = new BlockList();
world.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  inner.addSubnet(network, prefix, 'ipv6');

/** True for an address that is not one of the open internet. */
export function isInner(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return inner.check(address, 'ipv4');
  return family !== 6 || !world.check(address, 'ipv6') || inner.check(address, 'ipv6');
}

export const innerFault = 'ZD_INNER_ADDRESS';
const refused = (): Error => Object.assign(new Error('an inner address'), { code: innerFault });

/**
 * Resolves a name when the connection is made, and refuses when any of its addresses is an inner one: what was looked at is
 * what is called, so a name that answers differently the second time gains nothing.
 */
export const outerLookup: LookupFunction = (hostname, options, found) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, '', 4);
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => isInner(address))) return found(refused(), '', 4);
    if (options.all) return found(null, addresses);
    found(null, first.address, first.family);
  });
};
