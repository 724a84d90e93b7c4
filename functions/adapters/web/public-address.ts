import { BlockList, isIPv4, isIPv6 } from 'node:net'

// IANA's registries of special-purpose addresses (RFC 6890): everything that is not "globally reachable", and what leads
// there by another way. A cloud's own services answer at some of these.
const ipv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  // Azure's own services speak from this public address.
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

/** Parts of 2000::/3, the only part of IPv6 that is given out, that are not hosts of the internet. */
const ipv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

const blocked = new BlockList()
const given = new BlockList()
for (const subnet of ipv4) addTo(blocked, subnet, 'ipv4')
for (const subnet of ipv6) addTo(blocked, subnet, 'ipv6')
addTo(given, '2000::/3', 'ipv6')

function addTo(list: BlockList, subnet: string, family: 'ipv4' | 'ipv6'): void {
  const [address, bits] = subnet.split('/') as [string, string]
  list.addSubnet(address, Number(bits), family)
}

/**
 * Whether an address is one of a host on the public internet. IPv4 inside IPv6 (mapped, 6to4, Teredo, NAT64) is not, nor
 * is anything that is not written as an address.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !blocked.check(address, 'ipv4')
  if (!isIPv6(address) || address.includes('%')) return false
  return given.check(address, 'ipv6') && !blocked.check(address, 'ipv6')
}
