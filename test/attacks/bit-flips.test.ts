import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import type { Evidence } from '#schemas/evidence.ts'
import { bytesOfDigits, digitsOf } from '#domain/qr/qr-digits.ts'
import { verify } from '#domain/verification/verify.ts'
import { aMoment, aWorld, type World } from '#test/builders/a-world.ts'

const numRuns = process.env['SLOW'] === '1' ? 20_000 : 400

let world: World
let certificate: Certificate
let evidence: Evidence

beforeAll(async () => {
  world = await aWorld()
  certificate = await world.issue()
  evidence = world.evidenceOf(certificate)
})

const flipped = (bytes: Uint8Array, bit: number) =>
  bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))

describe('one flipped bit', () => {
  it('of a credential never verifies and never shows anything', async () => {
    const bytes = new TextEncoder().encode(certificate.credential)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const text = new TextDecoder('latin1').decode(flipped(bytes, bit))
        const { verdict, shown } = await verify({ credential: text }, evidence, aMoment)
        expect({ verdict, shown }).toEqual({ verdict: 'invalid', shown: undefined })
      }),
      { numRuns },
    )
  })

  it('of the signed bytes in a QR code never verifies and never shows anything', async () => {
    const bytes = bytesOfDigits(certificate.qrDigits)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const { verdict, shown } = await verify({ qr: digitsOf(flipped(bytes, bit)) }, evidence, aMoment)
        expect({ verdict, shown }).toEqual({ verdict: 'invalid', shown: undefined })
      }),
      { numRuns },
    )
  })

  it('of the kept request never leaves the signatory proved', async () => {
    const bytes = new TextEncoder().encode(certificate.request)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const request = new TextDecoder('latin1').decode(flipped(bytes, bit))
        const { signatory } = evidence
        if (signatory.found !== 'yes') throw new Error('the builder gives a signatory')
        const { verdict } = await verify(
          { credential: certificate.credential },
          { ...evidence, signatory: { ...signatory, fact: { ...signatory.fact, request } } },
          aMoment,
        )
        expect(verdict).toBe('invalid')
      }),
      { numRuns },
    )
  })
})

describe('one changed digit', () => {
  it('of a QR code never verifies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(certificate.qrDigits.length - 1), fc.integer({ min: 1, max: 9 }), async (at, by) => {
        const digit = (Number(certificate.qrDigits[at]) + by) % 10
        const { verdict } = await verify(
          { qr: `${certificate.qrDigits.slice(0, at)}${digit}${certificate.qrDigits.slice(at + 1)}` },
          evidence,
          aMoment,
        )
        expect(verdict).toBe('invalid')
      }),
      { numRuns },
    )
  })
})

describe('any text at all', () => {
  it('gets an answer and never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 3000 }), fc.base64String(), fc.stringMatching(/^1\d{20,500}$/)),
        async (text) => {
          for (const presented of [{ credential: text }, { qr: text }, { id: text }]) {
            expect((await verify(presented, evidence, aMoment)).verdict).not.toBe('valid')
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
