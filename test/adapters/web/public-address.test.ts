import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from '#adapters/web/public-address.ts'

/** Where something answers that is not of the public internet, by RFC 6890 and what clouds have put there. */
const forbidden = {
  'this host': ['0.0.0.0', '0.1.2.3', '::', '::1'],
  loopback: ['127.0.0.1', '127.1.2.3', '127.255.255.254'],
  private: ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  'carrier-grade NAT': ['100.64.0.1', '100.127.255.255', '100.100.100.200'],
  'link-local': ['169.254.0.1', '169.254.255.255', 'fe80::1', 'febf::1'],
  'metadata of clouds': ['169.254.169.254', '169.254.170.2', '192.0.0.192', '168.63.129.16', 'fd00:ec2::254'],
  'unique local': ['fc00::1', 'fd12:3456::1'],
  documentation: ['192.0.2.1', '198.51.100.7', '203.0.113.9', '2001:db8::1', '3fff::1'],
  benchmarks: ['198.18.0.1', '198.19.255.255', '2001:2::1'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  reserved: ['240.0.0.1', '255.255.255.255', '192.88.99.1', '100::1', 'fec0::1', '5f00::1', '4000::1'],
  'IPv4 inside IPv6': ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '::127.0.0.1', '64:ff9b::7f00:1'],
  'IPv4 by tunnels': ['64:ff9b:1::a00:1', '2002:7f00:1::1', '2002:a9fe:a9fe::', '2001:0:7f00:1::1', '2001::1'],
  'other spellings': ['127.1', '0x7f000001', '2130706433', '0177.0.0.1', 'localhost', '', '8.8.8.8:80', '[2a00::1]'],
  'a zone': ['fe80::1%eth0', '2a00:1450:4001::1%eth0'],
}

describe('isPublicAddress', () => {
  it.each(Object.entries(forbidden))('refuses %s', (_, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([])
  })

  it('takes addresses of the internet', () => {
    const public_ = ['8.8.8.8', '1.1.1.1', '93.184.215.14', '172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1']
    const six = ['2a00:1450:4001:82a::200e', '2606:4700::1111', '2001:4860:4860::8888', '2003::1', '2400:cb00::1']
    expect([...public_, ...six].filter((address) => !isPublicAddress(address))).toEqual([])
  })

  it('refuses each IPv4 address in every way that IPv6 can carry one', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number]
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
        const carried = [`::ffff:${address}`, `::${address}`, `::ffff:${hex}`, `64:ff9b::${hex}`, `2002:${hex}::1`]
        expect(carried.filter(isPublicAddress)).toEqual([])
      }),
    )
  })
})
