import { concatBytes, type Bytes } from '../bytes.ts'
import { LogFailure } from './log-failure.ts'
import { tileWidth } from './tile-path.ts'

/** An entry's length is written in two bytes. */
export const longestEntry = 65_535

/** Entries of a log, each after its length (C2SP tlog-tiles). Throws RangeError for more than a bundle or an entry can hold. */
export function encodeBundle(entries: readonly Uint8Array[]): Bytes {
  if (entries.length > tileWidth) throw new RangeError('a bundle holds 256 entries')
  return concatBytes(...entries.flatMap((entry) => [lengthOf(entry), entry]))
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  if (length > longestEntry) throw new RangeError('an entry has at most 65,535 bytes')
  return Uint8Array.of(length >> 8, length & 0xff)
}

/** The entries of a bundle that must hold `count` of them and nothing else. Throws LogFailure `bundle-malformed`. */
export function decodeBundle(bytes: Bytes, count: number): Bytes[] {
  const entries: Bytes[] = []
  let at = 0
  while (at < bytes.length) {
    if (entries.length === count || at + 2 > bytes.length) throw malformed()
    const end = at + 2 + ((bytes[at]! << 8) | bytes[at + 1]!)
    if (end > bytes.length) throw malformed()
    entries.push(bytes.slice(at + 2, end))
    at = end
  }
  if (entries.length !== count) throw malformed()
  return entries
}

function malformed(): LogFailure {
  return new LogFailure('bundle-malformed', 'An entry bundle does not hold the entries that it should.')
}
