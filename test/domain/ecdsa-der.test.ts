import { p256 } from '@noble/curves/nist.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rawFromDer } from '#domain/ecdsa-der.ts'

const number = fc.oneof(
  fc.uint8Array({ minLength: 32, maxLength: 32 }),
  fc
    .nat(300)
    .map((small) => Uint8Array.from({ length: 32 }, (_, at) => (at < 30 ? 0 : at === 30 ? small >> 8 : small & 255))),
)

const byNoble = (der: Uint8Array) => {
  try {
    return [...p256.Signature.fromBytes(der, 'der').toBytes('compact')]
  } catch {
    return undefined
  }
}

describe('an ECDSA signature in DER', () => {
  it('gives r and s as another implementation reads them', () => {
    fc.assert(
      fc.property(number, number, (r, s) => {
        fc.pre(byNobleRaw(r, s) !== undefined)
        const der = byNobleRaw(r, s)!
        expect([...rawFromDer(der)!]).toEqual([...r, ...s])
      }),
    )
  })

  it('is refused with a changed byte, unless another implementation reads the same from it', () => {
    fc.assert(
      fc.property(number, number, fc.nat(71), fc.nat(255), (r, s, at, value) => {
        const der = byNobleRaw(r, s)
        fc.pre(der !== undefined && at < der.length)
        const changed = der!.map((byte, index) => (index === at ? value : byte))
        const read = rawFromDer(changed)
        const noble = byNoble(changed)
        // The other one also refuses numbers beyond the order of the curve, which verify nothing.
        if (noble !== undefined) expect([...(read ?? [])]).toEqual(noble)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    [[]],
    [[0x30, 0]],
    [[0x30, 3, 2, 1, 1]],
    [[0x30, 6, 2, 1, 0x80, 2, 1, 1]],
    [[0x30, 7, 2, 2, 0, 1, 2, 1, 1]],
    [[0x30, 6, 2, 1, 1, 2, 1, 1, 0]],
    [[0x31, 6, 2, 1, 1, 2, 1, 1]],
  ])('is not %j', (bytes) => {
    expect(rawFromDer(Uint8Array.from(bytes))).toBeUndefined()
  })
})

function byNobleRaw(r: Uint8Array, s: Uint8Array): Uint8Array | undefined {
  try {
    return p256.Signature.fromBytes(new Uint8Array([...r, ...s]), 'compact').toBytes('der')
  } catch {
    return undefined
  }
}
