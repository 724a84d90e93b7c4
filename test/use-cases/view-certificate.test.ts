import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Presented } from '#schemas/evidence.ts'
import type { IssuedCertificate } from '#schemas/operations.ts'
import type { Member } from '#schemas/principal.ts'
import { certificateView } from '#schemas/operations/records.ts'
import { RegistryError } from '#domain/errors.ts'
import { verify as judge } from '#domain/verification/verify.ts'
import { gatherEvidence } from '#use-cases/gather-evidence.ts'
import { viewCertificate, type ViewCertificateNeeds } from '#use-cases/view-certificate.ts'
import { aMember } from '#test/builders/a-member.ts'
import { anOrganisation, anOrganisationKey } from '#test/builders/an-organisation.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aJws, aMoment, payloadOf } from '#test/builders/a-world.ts'

let registry: RegistryUnderTest
let issued: IssuedCertificate

beforeAll(async () => {
  registry = await aRegistry()
  for (const id of ['customs-of-vn', 'river-carrier', 'delta-bank', 'another-importer'])
    await registry.ports.organisations.register(anOrganisation({ id }), await anOrganisationKey({ organisation: id }))
  await registry.ports.organisations.register(
    anOrganisation({ id: 'halden-bank', identifiers: [{ scheme: 'LEI', value: '999900HALDENCNC00145' }] }),
    await anOrganisationKey({ organisation: 'halden-bank' }),
  )
})
beforeEach(async () => {
  issued = await registry.issue(await registry.request())
})

const view = (caller: Member, presented: Presented, over: Partial<ViewCertificateNeeds> = {}) =>
  viewCertificate({ ...registry.ports, ...over })({ body: { presented } }, caller)
const refusalOf = async (caller: Member, presented: Presented) => {
  const answer = await view(caller, presented).catch((error: unknown) => error)
  if (!(answer instanceof RegistryError)) return answer
  return { code: answer.code, message: answer.message, faults: answer.faults }
}
const seenBy = async (which: 'ofCertificate' | 'shownToHolder') =>
  (await registry.ports.audit[which](issued.id, { limit: 99 })).items
    .filter(({ outcome }) => outcome === 'read')
    .map(({ actor, operation }) => `${actor.organisation} ${operation}`)

const [carrier, bank] = [aMember('river-carrier', 'carrier'), aMember('delta-bank', 'bank')]
const customs = aMember('customs-of-vn', 'customs', 'B'.repeat(21) + 'A')

describe('view-certificate', () => {
  it('shows all to its holder and to customs, by nothing but the number', async () => {
    for (const [caller, named] of [
      [aMember('mekong-precision', 'importer'), 'holder'],
      [customs, 'customs'],
      [aMember('customs-of-vn', 'authority'), 'customs'],
    ] as const) {
      const shown = certificateView.parse(await view(caller, { id: issued.id.toLowerCase() }))
      expect(shown).toMatchObject({ id: issued.id, view: named, status: 'active', asOf: aMoment })
      expect({ statement: shown.statement, credential: shown.credential }).toEqual({
        statement: aStatement(),
        credential: issued.credential,
      })
    }
  })

  it('shows a carrier and a bank their part if they present the paper', async () => {
    for (const presented of [{ qr: issued.qr }, { credential: issued.credential }]) {
      const forCarrier = certificateView.parse(await view(carrier, presented))
      const forBank = certificateView.parse(await view(bank, presented))
      expect([forCarrier.view, forBank.view]).toEqual(['carrier', 'bank'])
      expect(JSON.stringify(forCarrier)).not.toMatch(/910000|Nguyen|Tran Thi|serial|gearbox/i)
      expect(JSON.stringify(forBank)).toMatch(/910000/)
      expect(JSON.stringify(forBank)).not.toMatch(/Nguyen|Tran Thi|HX5-24117|gearbox/i)
    }
  })

  it('shows a bank its part by the number alone if the statement names it', async () => {
    expect(await view(aMember('halden-bank', 'bank'), { id: issued.id })).toMatchObject({ view: 'bank' })
  })

  it('tells those who may not see it exactly what it tells of a certificate that does not exist', async () => {
    const unknown = { id: '00041061050R3GG28A1C60T3GF5E' }
    const nothing = await refusalOf(carrier, unknown)
    expect(nothing).toMatchObject({ code: 'certificate-unknown', faults: [] })

    const forgedQr = `${issued.qr.slice(0, -1)}${(Number(issued.qr.at(-1)) + 1) % 10}`
    const real = await registry.ports.certificates.find(issued.id)
    const forged = `${await aJws(registry.signingKeys.credential, 'euc+sd-jwt', { ...payloadOf(real!), iat: 1 })}~`
    const tries: [Member, Presented][] = [
      [carrier, { id: issued.id }],
      [bank, { id: issued.id }],
      [carrier, { qr: forgedQr }],
      [bank, { credential: forged }],
      [carrier, { credential: issued.qr }],
      [aMember('another-importer', 'importer'), { id: issued.id }],
      [aMember('another-importer', 'importer'), { credential: issued.credential }],
      [aMember('mekong-precision', 'operator'), { credential: issued.credential }],
      [bank, { id: '!' }],
      [customs, unknown],
    ]
    for (const [caller, presented] of tries) expect(await refusalOf(caller, presented)).toEqual(nothing)
    expect(await seenBy('ofCertificate')).toEqual([])
  })

  it('does the same work for an unknown certificate as for one that is withheld', async () => {
    const asked: string[][] = []
    for (const id of [issued.id, '00041061050R3GG28A1C60T3GF5E', 'not a number']) {
      const calls: string[] = []
      const over = {
        certificates: { find: (which: string) => (calls.push('certificate'), registry.ports.certificates.find(which)) },
        organisations: {
          find: (which: string) => (calls.push('organisation'), registry.ports.organisations.find(which)),
        },
        audit: { record: async () => void calls.push('audit') },
      }
      await view(carrier, { id }, over).catch(() => undefined)
      asked.push(calls)
    }
    expect(asked).toEqual([
      ['certificate', 'organisation'],
      ['certificate', 'organisation'],
      ['certificate', 'organisation'],
    ])
  })

  it('is told to authorities, and to the holder unless it was customs who looked', async () => {
    await view(customs, { id: issued.id })
    await view(carrier, { qr: issued.qr })
    await view(aMember('mekong-precision', 'importer'), { id: issued.id })
    expect((await seenBy('ofCertificate')).toSorted()).toEqual([
      'customs-of-vn view-certificate',
      'mekong-precision view-certificate',
      'river-carrier view-certificate',
    ])
    expect((await seenBy('shownToHolder')).toSorted()).toEqual([
      'mekong-precision view-certificate',
      'river-carrier view-certificate',
    ])
  })

  it('shows nothing that the audit cannot be told', async () => {
    const audit = { record: () => Promise.reject(new RegistryError('store-unavailable', 'down')) }
    await expect(view(customs, { id: issued.id }, { audit })).rejects.toMatchObject({ code: 'store-unavailable' })
  })
})

describe('a verification by a member', () => {
  it('is told like a look: to the holder if a carrier or bank presented it, never if customs did', async () => {
    await registry.verify({ qr: issued.qr }, undefined, carrier)
    await registry.gather({ credential: issued.credential }, bank)
    await registry.verify({ id: issued.id }, undefined, customs)
    await registry.verify({ id: issued.id })
    expect((await seenBy('ofCertificate')).toSorted()).toEqual([
      'customs-of-vn verify',
      'delta-bank gather-evidence',
      'river-carrier verify',
    ])
    expect((await seenBy('shownToHolder')).toSorted()).toEqual(['delta-bank gather-evidence', 'river-carrier verify'])
    const { items } = await registry.ports.audit.ofOrganisation('customs-of-vn', { limit: 99 })
    expect(items.filter(({ subject }) => subject === issued.id)).toEqual([
      {
        at: aMoment,
        operation: 'verify',
        actor: { organisation: 'customs-of-vn', person: 'B'.repeat(21) + 'A' },
        subject: issued.id,
        outcome: 'read',
      },
    ])
  })

  it('learns nothing of the certificate if the audit cannot be told, and no verdict is valid then', async () => {
    const audit = { record: () => Promise.reject(new RegistryError('store-unavailable', 'down')) }
    const gather = gatherEvidence({ ...registry.ports, audit, country: 'VN' })
    const told = await gather({ body: { presented: { qr: issued.qr } } }, customs)
    expect({ record: told.record, signatory: told.signatory }).toEqual({
      record: { found: 'not-reached' },
      signatory: { found: 'not-reached' },
    })
    const judged = await judge({ qr: issued.qr }, told, aMoment)
    expect(judged.verdict).toBe('undetermined')
  })
})
