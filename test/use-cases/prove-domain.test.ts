import { beforeEach, describe, expect, it } from 'vitest'
import type { DomainProofs, ProofFailure } from '#ports/domain-proofs.ts'
import { proofRecord } from '#schemas/domain-proof.ts'
import { proveDomain } from '#use-cases/prove-domain.ts'
import { aMember } from '#test/builders/a-member.ts'
import { aMoment, issuer } from '#test/builders/a-world.ts'
import { aMembersWorld, codeOf, type MembersWorld } from '#test/builders/a-members-world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

let world: MembersWorld
let kid: string
beforeEach(async () => {
  world = await aMembersWorld()
  await world.anOrganisationWithKey('mekong', ['importer'])
  ;[{ kid } = { kid: '' }] = await world.ports.organisations.keysOf('mekong')
})

const silent: DomainProofs = {
  document: async () => ({ failure: 'not-reached' }),
  records: async () => ({ failure: 'name-unknown' }),
}
const prove = (
  found: Partial<DomainProofs>,
  { method = 'WELL_KNOWN', domain = 'mekong.example', organisation = 'mekong' } = {},
  caller = aMember('mekong', 'importer'),
) =>
  proveDomain({ ...world.ports, domainProofs: { ...silent, ...found } })(
    { organisation, body: { domain, method: method as 'WELL_KNOWN' } },
    caller,
  )
const document = (over: object = {}) => ({
  document: async () => ({ text: JSON.stringify({ registry: issuer, organisation: 'mekong', keys: [kid], ...over }) }),
})
const raw = (text: string) => ({ document: async () => ({ text }) })
const records = (...texts: string[]) => ({ records: async () => ({ records: texts }) })

describe('proving a domain', () => {
  it('by its document: the proof stands with the organisation, in audit and log', async () => {
    const before = (await world.ports.organisations.find('mekong'))!
    const proof = { domain: 'mekong.example', method: 'WELL_KNOWN', provedAt: aMoment }
    expect(await prove(document())).toEqual({ ...before, domains: [proof], version: 2 })
    expect(await world.ports.organisations.find('mekong')).toEqual({ ...before, domains: [proof], version: 2 })
    expect((await world.ports.audit.ofOrganisation('mekong', { limit: 5 })).items).toEqual([
      { at: aMoment, operation: 'prove-domain', actor: { organisation: 'mekong' }, subject: 'mekong', outcome: 'done' },
    ])
    expect(await checkRegistry(world.table)).toEqual([])
  })

  it('by a TXT record among others', async () => {
    const found = records('v=spf1 -all', proofRecord(issuer, 'mekong'))
    expect(await prove(found, { method: 'DNS_TXT' })).toMatchObject({ domains: [{ method: 'DNS_TXT' }] })
  })

  it('again takes the place of the proof before', async () => {
    await prove(document())
    world.clock.set(aMoment + 60)
    await prove(document(), { domain: 'other.example' })
    const { domains } = await prove(records(proofRecord(issuer, 'mekong')), { method: 'DNS_TXT' })
    expect(domains).toEqual([
      { domain: 'other.example', method: 'WELL_KNOWN', provedAt: aMoment + 60 },
      { domain: 'mekong.example', method: 'DNS_TXT', provedAt: aMoment + 60 },
    ])
  })

  const nobodysKey = 'A'.repeat(43)
  it.each<[string, (text: string) => Partial<DomainProofs>]>([
    ['another registry', () => document({ registry: 'https://other.example' })],
    ['another organisation', () => document({ organisation: 'rival' })],
    ['a key that is not registered', () => document({ keys: [nobodysKey] })],
    ['a member too many', () => document({ note: 'hello' })],
    ['a member too few', () => document({ keys: undefined })],
    ['a member twice', (text) => raw(text.replace('{', '{"organisation":"rival",'))],
    ['a member twice, spelled otherwise', (text) => raw(text.replace('{', '{"organi\\u0073ation":"rival",'))],
    ['text around it', (text) => raw(`${text} x`)],
    ['no JSON', () => raw('<html>')],
    ['a list', () => raw('[]')],
    ['nothing', () => raw('')],
    ['a TXT record of another organisation', () => records(proofRecord(issuer, 'rival'))],
    ['a TXT record with something behind it', () => records(`${proofRecord(issuer, 'mekong')}-2`)],
  ])('fails for %s, with nothing stored', async (_, found) => {
    const text = JSON.stringify({ registry: issuer, organisation: 'mekong', keys: [kid] })
    const before = await world.everything()
    for (const method of ['WELL_KNOWN', 'DNS_TXT'])
      expect(await codeOf(prove(found(text), { method }))).toBe('domain-not-proved')
    expect(await world.everything()).toEqual(before)
  })

  it.each<ProofFailure>(['name-unknown', 'address-not-public', 'not-reached', 'other-status', 'too-large'])(
    'fails when it is %s, and says what to do',
    async (failure) => {
      const found = { document: async () => ({ failure }) }
      await expect(prove(found)).rejects.toMatchObject({
        code: 'domain-not-proved',
        message: expect.stringContaining('mekong.example'),
      })
    },
  )

  it('never tells what stood at the address', async () => {
    const secret = 'aws_secret_access_key=hunter2'
    const failure: unknown = await prove(raw(secret)).catch((error: unknown) => error)
    expect(JSON.stringify(failure) + String(failure)).not.toContain('hunter2')
  })

  it('is not for another organisation, which looks like none; it is for the operator', async () => {
    const rival = aMember('rival', 'bank')
    expect(await codeOf(prove(document(), {}, rival))).toBe('organisation-unknown')
    expect(await codeOf(prove(document(), { organisation: 'nobody' }, aMember('the-operator', 'operator')))).toBe(
      'organisation-unknown',
    )
    expect(await codeOf(prove(document(), {}, aMember('the-operator', 'operator')))).toBe('done')
  })

  it('keeps twenty domains at most', async () => {
    for (let nth = 0; nth < 20; nth++) await prove(document(), { domain: `d${nth}.example` })
    expect(await codeOf(prove(document(), { domain: 'more.example' }))).toBe('not-allowed')
    expect(await codeOf(prove(document(), { domain: 'd7.example' }))).toBe('done')
  })
})
