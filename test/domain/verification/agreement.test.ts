import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evidence as evidenceForm, type Evidence } from '#schemas/evidence.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { verify } from '#domain/verification/verify.ts'
import { verify as verifyUseCase } from '#use-cases/verify.ts'
import { goldenFiles } from '#test/vectors/golden-files.ts'

const numRuns = process.env['SLOW'] === '1' ? 5_000 : 200

const vectors = goldenFiles()
const oneOf = fc.constantFrom(...vectors)

/** Evidence of which each part may come from another case, or be missing, or lack what a verifier remembers. */
const mixedEvidence = fc
  .record({
    registries: oneOf,
    record: oneOf,
    signatory: oneOf,
    statusList: oneOf,
    newestSeq: fc.nat(9),
    remembers: fc.boolean(),
  })
  .map(({ registries, record, signatory, statusList, newestSeq, remembers }): Evidence => ({
    registries: registries.evidence.registries,
    record: record.evidence.record,
    signatory: signatory.evidence.signatory,
    ...(statusList.evidence.statusList === undefined ? {} : { statusList: statusList.evidence.statusList }),
    ...(remembers ? { newestStatusSeq: newestSeq, newestTimeSeen: record.clock } : {}),
  }))

const cases = fc.record({
  presented: oneOf.map(({ presented }) => presented),
  shipment: oneOf.map(({ shipment }) => shipment),
  clock: fc.oneof(
    oneOf.map(({ clock }) => clock),
    fc.integer({ min: 1_790_000_000, max: 1_830_000_000 }),
  ),
  evidence: mixedEvidence,
})

describe('by the same evidence and clock', () => {
  it('the page, the command line, the library and the service give one report', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ presented, shipment, clock, evidence }) => {
        const report = await verify(presented, evidence, clock, { shipment })
        expect(await verify(presented, evidence, clock, { shipment, cryptography: nodeCryptography })).toEqual(report)

        const sent = evidenceForm.parse(JSON.parse(JSON.stringify(evidence)))
        expect(await verify(presented, sent, clock, { shipment })).toEqual(report)

        const service = verifyUseCase({
          gatherEvidence: async () => evidence,
          clock: { now: () => clock, wait: async () => undefined },
          cryptography: nodeCryptography,
        })
        const body = { presented, ...(shipment === undefined ? {} : { shipment }) }
        expect(JSON.parse(JSON.stringify(await service({ body })))).toEqual(JSON.parse(JSON.stringify(report)))
      }),
      { numRuns },
    )
  })

  it('no mixture of honest and other evidence makes valid what no vector accepts', async () => {
    const accepted = new Set(
      vectors.filter(({ expected }) => expected.verdict === 'valid').map(({ presented }) => JSON.stringify(presented)),
    )
    const broken = vectors.filter(({ expected }) =>
      expected.checks.some(({ name, outcome }) => name === 'form' && outcome === 'fail'),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...broken), cases, async ({ presented }, { clock, evidence }) => {
        expect(accepted.has(JSON.stringify(presented))).toBe(false)
        expect((await verify(presented, evidence, clock)).verdict).not.toBe('valid')
      }),
      { numRuns },
    )
  })
})
