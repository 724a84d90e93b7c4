/**
 * The network of an address, as its provider gives it to one customer: /24 of IPv4, /48 of IPv6. An address that cannot
 * be read belongs to one network with all others of that kind, so that nobody gains by writing nonsense.
 */
export function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/i.exec(address)
  if (v4 !== null) return `${v4[1]}.0/24`
  const groups = groupsOf(address)
  return groups === undefined ? 'unknown' : `${groups.slice(0, 3).join(':')}::/48`
}

/** The eight groups of an IPv6 address (RFC 4291 section 2.2), without leading zeros. */
function groupsOf(address: string): string[] | undefined {
  const [head = '', tail, ...more] = address.toLowerCase().split('::')
  const groupsIn = (text: string) => (text === '' ? [] : text.split(':'))
  const [before, after] = [groupsIn(head), groupsIn(tail ?? '')]
  const missing = 8 - before.length - after.length
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return undefined
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after]
  return groups.every((group) => /^[\da-f]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16).toString(16))
    : undefined
}
