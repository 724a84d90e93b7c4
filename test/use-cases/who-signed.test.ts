import { randomUUID } from 'node:crypto'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SignatoryPerson } from '#schemas/certificate.ts'
import { organisationKey } from '#adapters/dynamodb/keys.ts'
import type { IdentityEvidence } from '#schemas/organisation.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aSignatory, keepSignatory, type Signatory } from '#test/builders/a-signatory.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { aMoment, issuer } from '#test/builders/a-world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

const organisation = 'mekong-precision'
let registry: RegistryUnderTest
let linh: Signatory
let thenKnown: SignatoryPerson
let signed = 0
const requestBy = (who: Signatory) =>
  who.device.sign({ aud: issuer, iat: aMoment - 60 - signed++, iss: organisation, statement: aStatement() }, issuer)

beforeAll(async () => {
  registry = await aRegistry()
})
beforeEach(async () => {
  linh = aSignatory(organisation)
  const { id, name, title, mandate } = linh.person
  thenKnown = { id, name, title, mandate }
  await keepSignatory(registry.table, linh)
})

const marry = () =>
  keepSignatory(registry.table, {
    ...linh,
    person: { ...linh.person, name: 'Linh Nguyen', title: 'Clerk', mandate: { kind: 'DELEGATE' }, version: 2 },
  })

describe('who signed', () => {
  it('is kept with the certificate as it was then, and the audit names the person', async () => {
    const { id, credential } = await registry.issue(await requestBy(linh))
    await marry()
    expect((await registry.ports.certificates.find(id))?.signedBy).toEqual(thenKnown)
    const { signatory } = await registry.gather({ credential })
    expect(signatory).toMatchObject({ found: 'yes', fact: { person: thenKnown } })
    const { checks } = await registry.verify({ credential })
    expect(checks.find(({ name }) => name === 'signatory')?.facts).toMatchObject({
      signatory: 'Linh Tran',
      title: 'Managing director',
      mandate: 'LEGAL_REP',
    })
    expect(await actorsOf('issue-certificate', id)).toEqual([{ organisation, person: linh.person.id }])
  })

  it('is kept with a certificate that somebody else finished', async () => {
    const cut = await aRegistry({
      change: (needs) => ({
        ...needs,
        issuances: { ...needs.issuances, finish: () => Promise.reject(new Error('cut off')) },
      }),
    })
    await keepSignatory(cut.table, linh)
    await expect(cut.issue(await requestBy(linh))).rejects.toThrow('cut off')
    await keepSignatory(cut.table, { ...linh, person: { ...linh.person, name: 'Linh Nguyen' } })
    cut.clock.set(aMoment + 600)
    await cut.sweep()
    const kept = (await everythingIn(cut.table)).filter((item) => 'credential' in item)
    expect(kept.map(({ signedBy }) => signedBy)).toEqual([thenKnown])
    expect(await checkRegistry(cut.table)).toEqual([])
  })

  it('is kept with an act that changed a status, and the audit names the person', async () => {
    const { id } = await registry.issue(await requestBy(linh))
    const act = { act: 'suspend', aud: issuer, iat: aMoment, id, iss: organisation, reason: 'goods are lost' }
    const key = randomUUID()
    await registry.change(id, await linh.device.sign(act, issuer), key)
    await marry()
    expect((await registry.ports.statusActs.find(organisation, key))?.signedBy).toEqual(thenKnown)
    expect(await actorsOf('change-status', id)).toEqual([{ organisation, person: linh.person.id }])
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('is told to nobody who holds only the code or the number', async () => {
    const { id, qr } = await registry.issue(await requestBy(linh))
    for (const presented of [{ qr }, { id }]) {
      const text = JSON.stringify([await registry.gather(presented), await registry.verify(presented)])
      for (const secret of [linh.person.name, linh.person.title, linh.person.id, linh.passkey.id, 'LEGAL_REP'])
        expect([presented, secret, text.includes(secret)]).toEqual([presented, secret, false])
    }
  })
})

describe('who vouched for the organisation that signed', () => {
  const evidence = (over: Partial<IdentityEvidence>): IdentityEvidence => ({
    by: 'the-operator',
    byName: 'Operator of the registry',
    at: aMoment - 86_400,
    method: 'REGISTER_EXTRACT',
    source: 'National Business Registry, extract 0123456789',
    ...over,
  })
  const factsBy = async (presented: { qr: string } | { credential: string }) => {
    const { verdict, checks } = await registry.verify(presented)
    const { code, facts } = checks.find(({ name }) => name === 'signatory')!
    const vouching = Object.entries(facts ?? {}).filter(([name]) => /vouched/.test(name))
    return { verdict, code, ...Object.fromEntries(vouching) }
  }

  it('is nobody where nobody did, and that is said', async () => {
    const { qr, credential } = await registry.issue(await requestBy(linh))
    expect(await factsBy({ qr })).toEqual({
      verdict: 'valid',
      code: 'signatory-confirmed-by-registry',
      unvouched: true,
    })
    expect(await factsBy({ credential })).toEqual({ verdict: 'valid', code: 'signatory-ok', unvouched: true })
  })

  it('is told to who holds the code and to who holds the credential: by whom, when, how, on what', async () => {
    const { qr, credential } = await registry.issue(await requestBy(linh))
    await identityIs(evidence({ at: aMoment - 9 * 86_400, byName: 'An older one' }), evidence({}))
    const vouched = {
      vouchedBy: 'Operator of the registry',
      vouchedAt: aMoment - 86_400,
      vouchedHow: 'REGISTER_EXTRACT',
      vouchedOn: 'National Business Registry, extract 0123456789',
    }
    expect(await factsBy({ qr })).toEqual({ verdict: 'valid', code: 'signatory-confirmed-by-registry', ...vouched })
    expect(await factsBy({ credential })).toEqual({ verdict: 'valid', code: 'signatory-ok', ...vouched })
  })

  it('is the newest from before the signature, where one is later', async () => {
    const { qr } = await registry.issue(await requestBy(linh))
    await identityIs(evidence({}), evidence({ at: aMoment + 600, byName: 'A later one' }))
    expect(await factsBy({ qr })).toMatchObject({ vouchedBy: 'Operator of the registry' })
    await identityIs(evidence({ at: aMoment + 600, byName: 'A later one' }))
    expect(await factsBy({ qr })).toMatchObject({ vouchedBy: 'A later one', vouchedAt: aMoment + 600 })
  })
})

async function actorsOf(operation: string, subject: string) {
  const rows = await everythingIn(registry.table)
  const told = rows.filter((row) => String(row.SK).startsWith('SHOWN#') && row.subject === subject)
  return told.filter((row) => row.operation === operation).map(({ actor }) => actor)
}

async function identityIs(...identity: IdentityEvidence[]) {
  const { name: TableName, documents } = registry.table
  const Item = { ...organisationKey(organisation), ...registry.importer.organisation, identity }
  await documents.send(new PutCommand({ TableName, Item }))
}
