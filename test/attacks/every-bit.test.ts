import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Presented } from '#schemas/evidence.ts'
import { bytesOfDigits, digitsOf } from '#domain/qr/qr-digits.ts'
import { verify } from '#domain/verification/verify.ts'
import type { GoldenVector } from '#scripts/golden-vectors/golden-vector.ts'
import { goldenFiles } from '#test/vectors/golden-files.ts'

const every = process.env['SLOW'] === '1'
const sample = 60

const flipped = (bytes: Uint8Array, bit: number) =>
  bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))

/** What is presented as bytes, and back: a text bit by bit, and of a QR code also what its digits say. */
function formsOf({
  presented,
}: GoldenVector): [name: string, bytes: Uint8Array, back: (bytes: Uint8Array) => Presented][] {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
  if ('credential' in presented)
    return [['text', Buffer.from(presented.credential, 'latin1'), (bytes) => ({ credential: text(bytes) })]]
  if (!('qr' in presented)) throw new Error('a typed id is never accepted')
  const [address = '', digits = ''] = presented.qr.includes('#') ? presented.qr.split(/(?<=#)/) : ['', presented.qr]
  return [
    ['text', Buffer.from(presented.qr, 'latin1'), (bytes) => ({ qr: text(bytes) })],
    ['signed bytes', bytesOfDigits(digits), (bytes) => ({ qr: address + digitsOf(bytes) })],
  ]
}

describe('one flipped bit is refused and nothing is shown', () => {
  const accepted = goldenFiles().filter(({ expected }) => expected.verdict === 'valid')
  const cases = accepted.flatMap((vector) =>
    formsOf(vector).map((form) => [vector.name, form[0], vector, form] as const),
  )

  it.each(cases)('%s, %s', { timeout: every ? 600_000 : 10_000 }, async (_, __, vector, [, bytes, back]) => {
    const { evidence, clock, shipment } = vector
    const refused = async (bit: number) => {
      const { verdict, shown } = await verify(back(flipped(bytes, bit)), evidence, clock, { shipment })
      if (verdict !== 'invalid' || shown !== undefined) throw new Error(`bit ${bit} makes it ${verdict}`)
    }
    const bits = bytes.length * 8
    if (every) for (let bit = 0; bit < bits; bit++) await refused(bit)
    else await fc.assert(fc.asyncProperty(fc.nat(bits - 1), refused), { numRuns: sample })
    expect((await verify(back(bytes), evidence, clock, { shipment })).verdict).toBe('valid')
  })
})
