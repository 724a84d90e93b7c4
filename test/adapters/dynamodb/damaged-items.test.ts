import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import { aCertificateFor, aChangeFor, aLeafFor, aPlan } from '#test/builders/a-plan.ts'
import { aTable, everythingIn } from '#test/builders/a-table.ts'
import { anOrganisation, anOrganisationKey, aRegistryKey } from '#test/builders/an-organisation.ts'

type Item = Record<string, unknown>

/** No answer is better than a wrong one; the error is a defect and not a refusal, and quotes nothing. */
describe('an item that is damaged', () => {
  let table: Table
  beforeEach(async () => {
    table = await aTable()
  })

  const change = async (sortKey: string, edit: (item: Item) => Item) => {
    const item = (await everythingIn(table)).find(({ SK }) => String(SK).startsWith(sortKey))!
    await table.documents.send(new PutCommand({ TableName: table.name, Item: edit(item) }))
  }
  const issue = async () => {
    const plan = aPlan()
    const certificate = aCertificateFor(plan)
    await dynamoIssuances(table).plan(plan)
    return dynamoIssuances(table).finish(plan, certificate, aLeafFor(certificate), aChangeFor(certificate))
  }

  const damages: [string, string, (item: Item) => Item][] = [
    ['lacks an attribute', 'sth', ({ sth: _sth, ...rest }) => rest],
    ['has one too many', 'unrecognized_keys', (item) => ({ ...item, note: 'hello' })],
    ['has another type', 'issuedAt', (item) => ({ ...item, issuedAt: '1793500000' })],
    ['has an unknown status', 'status', (item) => ({ ...item, status: 'VALID' })],
    ['has a number that is not whole', 'validUntil', (item) => ({ ...item, validUntil: 1.5 })],
  ]

  it.each(damages)('is no certificate when it %s', async (_, named, edit) => {
    const { id, credential } = await issue()
    await change('CERT', edit)

    const failure: unknown = await dynamoCertificates(table)
      .find(id)
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'Error', message: expect.stringContaining(`CERT#${id} / CERT is damaged`) })
    expect(failure).toMatchObject({ message: expect.stringContaining(named) })
    expect(String(failure)).not.toContain(credential)
  })

  it('is not taken for the certificate at whose key it stands', async () => {
    await issue()
    const { id } = aPlan()
    await change('CERT', (item) => ({ ...item, PK: `CERT#${id}` }))

    await expect(dynamoCertificates(table).find(id)).rejects.toThrow(`the item CERT#${id} / CERT belongs under CERT#`)
  })

  it('is no organisation, no key of one and no key of the registry', async () => {
    const organisations = dynamoOrganisations(table)
    const [{ id }, key] = [anOrganisation({ id: 'someone' }), await anOrganisationKey({ organisation: 'someone' })]
    await organisations.register(anOrganisation({ id }), key)
    await dynamoRegistryKeys(table).record(await aRegistryKey())
    await change('ORG', (item) => ({ ...item, roles: ['king'] }))
    await expect(organisations.find(id)).rejects.toThrow('ORG#someone / ORG is damaged: roles.0 invalid_value')
    await expect(organisations.findByKey(key.kid)).rejects.toThrow('is damaged')

    await change('KEY#', (item) => ({ ...item, jwk: { crv: 'P-256' } }))
    await change('KEY', (item) => ({ ...item, organisation: 'another' }))
    await expect(organisations.findByKey(key.kid)).rejects.toThrow('leads to another, which lacks it')
  })

  it('does not keep other plans from being finished, and is a defect when nothing else is left', async () => {
    const issuances = dynamoIssuances(table)
    const [first, second] = [aPlan({ plannedAt: 1 }), aPlan({ plannedAt: 2 })]
    await issuances.plan(first)
    await change('IDEM', (item) => ({ ...item, payload: 7 }))
    await issuances.plan(second)

    expect(await issuances.unfinished(9, 10)).toEqual([second])
    await issuances.cancel(second)
    await expect(issuances.unfinished(9, 10)).rejects.toThrow('is damaged: payload invalid_type')
  })
})
