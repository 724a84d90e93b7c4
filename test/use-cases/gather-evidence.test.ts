import { beforeAll, describe, expect, it } from 'vitest'
import { evidence as evidenceSchema } from '#schemas/evidence.ts'
import type { IssuedCertificate } from '#schemas/operations.ts'
import { RegistryError } from '#domain/errors.ts'
import { verify as judge } from '#domain/verification/verify.ts'
import { gatherEvidence, type GatherEvidenceNeeds } from '#use-cases/gather-evidence.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aJws, aMoment, payloadOf } from '#test/builders/a-world.ts'

let registry: RegistryUnderTest
let issued: IssuedCertificate
beforeAll(async () => {
  registry = await aRegistry()
  issued = await registry.issue(await registry.request())
})

describe('evidence', () => {
  it('for the holder of the credential holds the signed request and the keys of its signer', async () => {
    const evidence = evidenceSchema.parse(await registry.gather({ credential: issued.credential }))
    expect(evidence).toMatchObject({
      registries: [{ issuer: 'https://registry.example', asOf: aMoment }],
      record: { found: 'yes', asOf: aMoment, fact: { id: issued.id, sth: issued.sth, status: 'active' } },
      signatory: { found: 'yes', fact: { organisation: { id: 'mekong-precision' } } },
    })
    expect(evidence.record.found === 'yes' && evidence.record.fact.signatory).toBeFalsy()
  })

  it('for the holder of the QR code names the signatory but never repeats the statement', async () => {
    const evidence = evidenceSchema.parse(await registry.gather({ qr: issued.qr }))
    expect(evidence.signatory).toEqual({ found: 'not-reached' })
    expect(evidence.record).toMatchObject({
      fact: { signatory: { organisation: 'mekong-precision', confirmed: true } },
    })
    expect(JSON.stringify(evidence)).not.toContain('Saigon Bonded')
  })

  it('for a code that somebody made up around a known id names nobody', async () => {
    const qr = `${issued.qr.slice(0, -1)}${(Number(issued.qr.at(-1)) + 1) % 10}`
    const evidence = await registry.gather({ qr })
    expect(evidence.record).toMatchObject({ found: 'yes', fact: { id: issued.id } })
    expect(JSON.stringify(evidence.record)).not.toMatch(/mekong/i)
    expect((await registry.verify({ qr })).verdict).toBe('invalid')
  })

  it('for a typed id is what everybody may know: no party at all', async () => {
    const evidence = evidenceSchema.parse(await registry.gather({ id: issued.id.toLowerCase() }))
    expect(evidence.signatory).toEqual({ found: 'not-reached' })
    expect(JSON.stringify(evidence.record)).not.toMatch(/mekong/i)
  })

  it('for another statement under a known id gives nothing of the real one away', async () => {
    const certificate = await registry.ports.certificates.find(issued.id)
    const forged = `${await aJws(registry.signingKeys.credential, 'euc+sd-jwt', { ...payloadOf(certificate!), iat: 1 })}~`
    const evidence = await registry.gather({ credential: forged })
    expect(evidence.signatory).toEqual({ found: 'no', asOf: aMoment })
    expect((await registry.verify({ credential: forged })).verdict).toBe('invalid')
  })

  it('is the same for an unknown and for a malformed id', async () => {
    const [unknown, malformed] = await Promise.all([
      registry.gather({ id: '00041061050R3GG28A1C60T3GF5E' }),
      registry.gather({ id: '!' }),
    ])
    expect(unknown.record).toEqual({ found: 'no', asOf: aMoment })
    expect(malformed.record).toEqual(unknown.record)
  })
})

describe('a store that cannot be reached', () => {
  const down = () => Promise.reject(new RegistryError('store-unavailable', 'down'))
  const failing: [string, (needs: GatherEvidenceNeeds) => GatherEvidenceNeeds][] = [
    ['certificates', (needs) => ({ ...needs, certificates: { find: down } })],
    ['keys', (needs) => ({ ...needs, keys: { ...needs.keys, list: down } })],
    ['organisations', (needs) => ({ ...needs, organisations: { ...needs.organisations, find: down } })],
    ['keys of organisations', (needs) => ({ ...needs, organisations: { ...needs.organisations, keysOf: down } })],
  ]

  it.each(failing)('(%s) makes the answer “could not check”, never valid', async (_, breaking) => {
    const gather = gatherEvidence(breaking({ ...registry.ports, country: 'VN' }))
    for (const presented of [{ credential: issued.credential }, { qr: issued.qr }, { id: issued.id }]) {
      const evidence = await gather({ body: { presented } })
      expect((await judge(presented, evidence, aMoment)).verdict).toBe('undetermined')
    }
  })

  it('is told from a defect, which stays one', async () => {
    const gather = gatherEvidence({
      ...registry.ports,
      country: 'VN',
      certificates: { find: () => Promise.reject(new Error('damaged')) },
    })
    await expect(gather({ body: { presented: { id: issued.id } } })).rejects.toThrow('damaged')
  })
})
