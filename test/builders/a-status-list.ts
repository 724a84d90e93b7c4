import { statusValues, type StatusValue } from '#schemas/status-list.ts'
import { fromUtf8, toBase64url } from '#domain/bytes.ts'
import { deflateBits, newStatusBits, setStatus } from '#domain/status/status-bits.ts'
import { statusListPayloadOf, statusListSigningInput } from '#domain/status/status-list-token.ts'
import { issuer, type KeyPair } from './a-world.ts'

/** A signed status list; positions that are not named were never given. */
export async function aStatusListToken(
  key: KeyPair,
  entries: Readonly<Record<number, StatusValue>>,
  { list = 27_392, seq = 5, now }: { list?: number; seq?: number; now: number },
): Promise<string> {
  const bits = newStatusBits()
  for (const [index, value] of Object.entries(entries)) setStatus(bits, Number(index), value)
  const input = statusListSigningInput(
    key.kid,
    statusListPayloadOf({ issuer, list, seq, now, lst: await deflateBits(bits) }),
  )
  return `${fromUtf8(input)}.${toBase64url(await key.sign(input))}`
}

export const { valid, invalid, suspended, neverIssued } = statusValues
