import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import { aCertificateFor, aChangeFor, aLeafFor, aPlan } from '#test/builders/a-plan.ts'
import { aTable, everythingIn } from '#test/builders/a-table.ts'
import { anOrganisation, anOrganisationKey, aRegistryKey } from '#test/builders/an-organisation.ts'
import { checkRegistry } from './check-registry.ts'

type Item = Record<string, unknown>

describe('checkRegistry', () => {
  let table: Table
  const ids = { issued: '', planned: '', cancelled: '' }
  let kid: string

  beforeEach(async () => {
    table = await aTable()
    const issuances = dynamoIssuances(table)
    const [issued, planned, cancelled] = [aPlan(), aPlan(), aPlan()]
    Object.assign(ids, { issued: issued.id, planned: planned.id, cancelled: cancelled.id })
    for (const plan of [issued, planned, cancelled]) await issuances.plan(plan)
    const certificate = aCertificateFor(issued)
    await issuances.finish(issued, certificate, aLeafFor(certificate), aChangeFor(certificate))
    await issuances.cancel(cancelled)
    await issuances.takeStatusIndex(27_392)

    const organisation = anOrganisation({ id: 'someone' })
    const key = await anOrganisationKey({ organisation: 'someone' })
    kid = key.kid
    await dynamoOrganisations(table).register(organisation, key)
    await dynamoRegistryKeys(table).record(await aRegistryKey())
  })

  const put = (item: Item) => table.documents.send(new PutCommand({ TableName: table.name, Item: item }))
  const remove = ({ PK, SK }: Item) =>
    table.documents.send(new DeleteCommand({ TableName: table.name, Key: { PK, SK } }))
  const one = async (partition: string, sort: string) =>
    (await everythingIn(table)).find(({ PK, SK }) => String(PK).startsWith(partition) && String(SK).startsWith(sort))!

  it('finds nothing wrong with a registry that was only ever written by its adapters', async () => {
    expect(await everythingIn(table)).toHaveLength(21)
    expect(await checkRegistry(table)).toEqual([])
  })

  it('sees a certificate without its leaf', async () => {
    await remove(await one('OUTBOX#', ''))

    expect(await checkRegistry(table)).toEqual([`certificate ${ids.issued} has 0 leaves`])
  })

  it('sees a second leaf', async () => {
    const leaf = await one('OUTBOX#', '')
    await put({ ...leaf, SK: `${String(leaf.SK)}2`, id: `${String(leaf.id)}2` })

    expect(await checkRegistry(table)).toEqual([`certificate ${ids.issued} has 2 leaves`])
  })

  it('sees an issued row and a leaf without their certificate', async () => {
    await remove(await one('CERT#', 'CERT'))

    expect(await checkRegistry(table)).toEqual([
      `${ids.issued} is issued, and there is no certificate`,
      `leaf ${ids.issued}.issued has no certificate`,
      expect.stringContaining(`the list of certificates: shows ${ids.issued} of mekong-precision`),
    ])
  })

  it('sees a certificate of a cancelled plan', async () => {
    await put({ ...(await one('CERT#', 'CERT')), PK: `CERT#${ids.cancelled}`, id: ids.cancelled })

    expect(await checkRegistry(table)).toEqual([
      `${ids.cancelled} is cancelled, and has a certificate`,
      `certificate ${ids.cancelled} has 0 issued idempotency rows`,
      `certificate ${ids.cancelled} has 0 leaves`,
      expect.stringContaining('share the status position https://registry.example/status-lists/27392 '),
      expect.stringContaining(`the list of certificates: lacks ${ids.cancelled} of mekong-precision`),
    ])
  })

  it('sees an issue that the audit does not tell to each who may know', async () => {
    const places: [string, string][] = [
      ['CERT#', 'SHOWN#'],
      ['CERT#', 'AUDIT#'],
      ['ORG#', 'AUDIT#'],
    ]
    const told: string[][] = []
    for (const place of places) {
      const row = await one(...place)
      await remove(row)
      told.push(await checkRegistry(table))
      await put(row)
    }
    expect(told).toEqual(
      ['is not told to the holder', 'is not told of its certificate', 'is told of nobody'].map((what) => [
        expect.stringMatching(new RegExp(`^issue-certificate \\S{43} on ${ids.issued} ${what}$`)),
      ]),
    )
  })

  it('sees a certificate that is listed with another status', async () => {
    await put({ ...(await one('ORG#', 'CERT#')), status: 'revoked' })
    expect(await checkRegistry(table)).toEqual([
      expect.stringMatching(`the list of certificates: lacks ${ids.issued} of mekong-precision, active`),
      expect.stringMatching(`the list of certificates: shows ${ids.issued} of mekong-precision, revoked`),
    ])
  })

  it('sees a key that is in one place only', async () => {
    const owner = await one('KEY#', 'KEY')
    await remove(owner)
    expect(await checkRegistry(table)).toEqual([`key ${kid} of someone is not found by its kid`])

    await put(owner)
    await remove(await one('ORG#', 'KEY#'))
    expect(await checkRegistry(table)).toEqual([`key ${kid} of someone is found by its kid only`])
  })

  it('sees what is misfiled, damaged or of no known kind', async () => {
    const certificate = await one('CERT#', 'CERT')
    await put({ ...certificate, PK: 'CERT#ELSEWHERE' })
    await remove(certificate)
    await put({ ...(await one('ORG#', 'ORG')), name: 7 })
    await put({ PK: 'THING', SK: 'THING' })

    expect(await checkRegistry(table)).toEqual([
      'CERT#ELSEWHERE CERT holds what belongs elsewhere',
      expect.stringContaining('ORG#someone ORG is damaged'),
      'THING THING is of no known kind',
      'key ' + kid + ' belongs to someone, which does not exist',
      expect.stringContaining('the list of organisations and what stands disagree'),
      expect.stringContaining('is of nobody'),
    ])
  })

  it('sees an organisation whose name another could take, and one that no list has', async () => {
    await remove(await one('NAME#', ''))
    expect(await checkRegistry(table)).toEqual([expect.stringContaining('is free for others')])
    await remove(await one('ORGANISATIONS', ''))
    expect(await checkRegistry(table)).toEqual([
      expect.stringContaining('the list of organisations and what stands disagree'),
      expect.stringContaining('is free for others'),
    ])
  })

  it('sees a plan that the sweeper cannot find', async () => {
    const rows = await everythingIn(table)
    const { GSI1PK: _partition, GSI1SK: _sort, ...row } = rows.find(({ state }) => state === 'planned')!
    await put(row)

    expect(await checkRegistry(table)).toEqual([expect.stringContaining('holds what belongs elsewhere')])
  })
})
