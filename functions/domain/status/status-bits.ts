import { statusListSize, statusValues, type StatusValue } from '#schemas/status-list.ts'
import { fromBase64url, toBase64url, type Bytes } from '../bytes.ts'
import { CheckFailure } from '../verification/check-failure.ts'

const bytesOfList = statusListSize / 4

/** A list in which no position was ever given: two bits an entry, the first entry in the lowest bits of the first byte. */
export function newStatusBits(): Bytes {
  const never = statusValues.neverIssued
  return new Uint8Array(bytesOfList).fill(never | (never << 2) | (never << 4) | (never << 6))
}

/** Throws CheckFailure `status-invalid` for a position that the list does not have. */
export function statusAt(bits: Uint8Array, index: number): StatusValue {
  const byte = bits[index >> 2]
  if (!Number.isInteger(index) || index < 0 || byte === undefined) throw new CheckFailure('status-invalid', { index })
  return ((byte >> ((index & 3) * 2)) & 3) as StatusValue
}

/** Changes one entry in place. */
export function setStatus(bits: Uint8Array, index: number, value: StatusValue): void {
  statusAt(bits, index)
  const shift = (index & 3) * 2
  bits[index >> 2] = (bits[index >> 2]! & ~(3 << shift)) | (value << shift)
}

/** ZLIB (RFC 1950) and base64url, as draft-ietf-oauth-status-list section 4.1 has it. */
export async function deflateBits(bits: Bytes): Promise<string> {
  const stream = new Blob([bits]).stream().pipeThrough(new CompressionStream('deflate'))
  return toBase64url(new Uint8Array(await new Response(stream).arrayBuffer()))
}

/**
 * The bits of a list. Reads no further than a list can be long, so that a few bytes cannot unpack to a flood.
 * Throws CheckFailure `status-invalid` for anything but one whole list.
 */
export async function inflateBits(lst: string): Promise<Bytes> {
  const packed = fromBase64url(lst)
  if (packed === undefined) throw new CheckFailure('status-invalid')
  const bits = new Uint8Array(bytesOfList)
  let at = 0
  try {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader()
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const chunk = next.value as Uint8Array
      if (at + chunk.length > bytesOfList) {
        await reader.cancel()
        throw new CheckFailure('status-invalid')
      }
      bits.set(chunk, at)
      at += chunk.length
    }
  } catch {
    throw new CheckFailure('status-invalid')
  }
  if (at !== bytesOfList) throw new CheckFailure('status-invalid')
  return bits
}
