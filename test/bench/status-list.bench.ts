import { createPublicKey, verify as verifyRaw } from 'node:crypto'
import { expect, it } from 'vitest'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { statusListSize, statusValues, type StatusValue } from '#schemas/status-list.ts'
import { fromUtf8, toBase64url, toUtf8, type Bytes } from '#domain/bytes.ts'
import { deflateBits, newStatusBits, setStatus, statusAt } from '#domain/status/status-bits.ts'
import { readStatusList, statusListPayloadOf, statusListSigningInput } from '#domain/status/status-list-token.ts'
import { aMoment, aWorld, issuer } from '#test/builders/a-world.ts'
import { measure, report } from './measure.ts'

const lookUps = 1000

/** A full list in which one certificate in twenty is not valid, at places that follow no rule. */
function aBusyList(): Bytes {
  const bits = newStatusBits()
  let random = 1
  for (let index = 0; index < statusListSize; index++) {
    random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0
    const value: StatusValue = random < 2 ** 32 / 20 ? statusValues.invalid : statusValues.valid
    setStatus(bits, index, value)
  }
  return bits
}

it('a list of a million certificates, against a raw ES256 verification', { timeout: 300_000 }, async () => {
  const { keys, registry } = await aWorld()
  const token = async (bits: Bytes, seq: number) => {
    const lst = await deflateBits(bits)
    const payload = statusListPayloadOf({ issuer, list: 27_392, seq, now: aMoment, lst })
    const input = statusListSigningInput(keys.status.kid, payload)
    return `${fromUtf8(input)}.${toBase64url(await keys.status.sign(input))}`
  }
  // A list is remembered by its token; each of these is read anew, for there are more than are remembered.
  const calls = 20
  const bits = aBusyList()
  const busy = await Promise.all(Array.from({ length: calls }, (_, at) => token(bits, at + 1)))
  const empty = await Promise.all(Array.from({ length: calls }, (_, at) => token(newStatusBits(), at + 1)))
  const { bits: read } = await readStatusList(busy[0]!, [registry])

  const bytes = toUtf8(busy[0]!.slice(0, 4000))
  const signature = await keys.status.sign(bytes)
  const key = { key: createPublicKey({ format: 'jwk', key: keys.status.jwk }), dsaEncoding: 'ieee-p1363' } as const
  const raw = 'raw ES256 verify (node:crypto)'
  const names = {
    busy: 'verify and inflate 1M entries, 5 % revoked',
    empty: 'verify and inflate 1M entries, none given',
    browser: 'the same with WebCrypto, 5 % revoked',
    lookUps: `${lookUps} look-ups`,
  }
  const measured = await measure([
    { name: raw, calls: 1000, inFlight: 1, run: () => verifyRaw('sha256', bytes, key, signature) },
    {
      name: names.busy,
      calls,
      inFlight: 1,
      run: (call) => readStatusList(busy[call % calls]!, [registry], nodeCryptography),
    },
    {
      name: names.empty,
      calls,
      inFlight: 1,
      run: (call) => readStatusList(empty[call % calls]!, [registry], nodeCryptography),
    },
    { name: names.browser, calls, inFlight: 1, run: (call) => readStatusList(busy[call % calls]!, [registry]) },
    {
      name: names.lookUps,
      calls: 1000,
      inFlight: 1,
      run: (call) => {
        let found = 0
        for (let at = 0; at < lookUps; at++) found += statusAt(read, (call * 7919 + at * 104_729) % statusListSize)
        return found
      },
    },
  ])
  const milliseconds = (name: string) => (measured.get(name)! / 1000).toFixed(2)
  report(
    `Status list: token of ${busy[0]!.length} characters; read ${milliseconds(names.busy)} ms (aim 5), empty ${milliseconds(names.empty)} ms; look-up ${(measured.get(names.lookUps)! / lookUps).toFixed(4)} µs (aim 1), ${Math.round((measured.get(raw)! * lookUps) / measured.get(names.lookUps)!)} in the time of a raw verify`,
    measured,
    [
      [names.busy, raw, 1, 'raw verify'],
      [names.empty, raw, 1, 'raw verify'],
      [names.browser, raw, 1, 'raw verify'],
    ],
  )
  expect(statusAt(read, 0)).toBe(statusAt(bits, 0))
})
