import { describe, expect, it } from 'vitest'
import { checkCodes } from '#schemas/verdict.ts'
import { verify } from '#domain/verification/verify.ts'
import { goldenVectors } from '#scripts/generate-golden-vectors.ts'
import { decisionOf, goldenFiles } from './golden-files.ts'

const vectors = goldenFiles()

/** Said beside a verdict; and `too-large`, of which a file would be too large as well. */
const neverDecide = [
  'too-large',
  'statement-hash-not-compared',
  'signatory-not-compared',
  'log-not-operated',
  'balance-not-operated',
  'not-given',
  'not-stated',
  'party-role-open',
  'transit-not-limited',
  'transport-document-not-recorded',
]

describe('golden vectors', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', async (_, vector) => {
    const { presented, evidence, clock, shipment, expected } = vector
    expect(decisionOf(await verify(presented, evidence, clock, { shipment }))).toEqual(expected)
  })

  it('are those that the script makes, byte by byte', async () => {
    const made = await goldenVectors()
    expect(made.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(vectors)
  })

  it('are named after their verdict, and there are enough of each', () => {
    const words = { accepted: 'valid', refused: 'invalid', undetermined: 'undetermined' } as const
    const counts = { valid: 0, invalid: 0, undetermined: 0 }
    for (const { name, expected } of vectors) {
      expect([name, words[name.split('-')[0] as keyof typeof words]]).toEqual([name, expected.verdict])
      counts[expected.verdict] += 1
    }
    expect(counts).toEqual({ valid: 40, invalid: 242, undetermined: 37 })
  })

  it('name every code with which a certificate can be refused or left open', () => {
    const named = new Set(vectors.flatMap(({ expected }) => expected.checks.map(({ code }) => code)))
    expect(checkCodes.filter((code) => !named.has(code))).toEqual(neverDecide)
  })
})
