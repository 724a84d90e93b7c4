import { describe, expect, it, vi } from 'vitest'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { dynamoStatusActs } from '#adapters/dynamodb/status-acts.ts'
import { dynamoStatusLists } from '#adapters/dynamodb/status-lists.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import {
  aCertificateFor,
  aChangeFor,
  aLeafFor,
  anActOn,
  anEdition,
  anEditionThatSays,
  aPlan,
} from '#test/builders/a-plan.ts'
import { aTable, aTableAddress, everythingIn } from '#test/builders/a-table.ts'
import { anOrganisation, anOrganisationKey, aRegistryKey } from '#test/builders/an-organisation.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'
import { faults, faultyTable } from './faulty-table.ts'

// The SDK waits between its attempts, and many tests here run at once.
vi.setConfig({ testTimeout: 30_000 })

const plan = aPlan()
const certificate = aCertificateFor(plan)
const leaf = aLeafFor(certificate)
const change = aChangeFor(certificate)
const act = anActOn(certificate, 'suspended')
const edition = anEdition(change.list, 1)
const aRealEdition = await anEditionThatSays([change])
const organisation = anOrganisation()
const organisationKey = await anOrganisationKey({ organisation: organisation.id })
const registryKey = await aRegistryKey()

type Act = (table: Table) => Promise<unknown>

const issued: Act = async (table) => {
  await dynamoIssuances(table).plan(plan)
  await dynamoIssuances(table).finish(plan, certificate, leaf, change)
}

/** Each write of the store: what must have gone before, and the write itself, which answers with what the caller learns. */
const writes: Record<string, { before: Act; act: Act }> = {
  plan: { before: async () => undefined, act: (table) => dynamoIssuances(table).plan(plan) },
  finish: {
    before: (table) => dynamoIssuances(table).plan(plan),
    act: (table) => dynamoIssuances(table).finish(plan, certificate, leaf, change),
  },
  cancel: {
    before: (table) => dynamoIssuances(table).plan(plan),
    act: (table) => dynamoIssuances(table).cancel(plan),
  },
  apply: { before: issued, act: (table) => dynamoStatusActs(table).apply(...act) },
  publish: { before: async () => undefined, act: (table) => dynamoStatusLists(table).publish(...edition) },
  settle: {
    before: async (table) => {
      await issued(table)
      await dynamoStatusLists(table).publish(...aRealEdition)
    },
    act: (table) => dynamoStatusLists(table).settle([change]),
  },
  register: {
    before: async () => undefined,
    act: (table) => dynamoOrganisations(table).register(organisation, organisationKey),
  },
  record: { before: async () => undefined, act: (table) => dynamoRegistryKeys(table).record(registryKey) },
}

const endless = 20

describe.concurrent.each(Object.entries(writes))('%s, when the write', (_, { before, act }) => {
  /** What the write does when all goes well. */
  const undisturbed = async () => {
    const table = await aTable()
    await before(table)
    const untouched = await everythingIn(table)
    const answer = await act(table)
    return { untouched, answer, written: await everythingIn(table) }
  }

  it.each(faults)('%s once, gives the right answer by itself', async (fault) => {
    const { answer, written } = await undisturbed()
    const address = await aTableAddress()
    const table = faultyTable(address, [])
    await before(table)

    expect(await act(faultyTable(address, [fault]))).toEqual(answer)
    expect(await everythingIn(table)).toEqual(written)
    expect(await checkRegistry(table)).toEqual([])
  })

  it.each(faults)('%s each time, says so, and is right when called again', async (fault) => {
    const { answer, untouched, written } = await undisturbed()
    const address = await aTableAddress()
    const table = faultyTable(address, [])
    await before(table)

    const failing = act(
      faultyTable(
        address,
        Array.from({ length: endless }, () => fault),
      ),
    )
    await expect(failing).rejects.toMatchObject({ name: 'RegistryError', code: 'store-unavailable' })
    expect([untouched, written]).toContainEqual(await everythingIn(table))
    expect(await checkRegistry(table)).toEqual([])

    expect(await act(table)).toEqual(answer)
    expect(await everythingIn(table)).toEqual(written)
    expect(await checkRegistry(table)).toEqual([])
  })
})

describe.concurrent('a write that arrives again, late,', () => {
  it('changes nothing once the plan was finished', async () => {
    const address = await aTableAddress()
    const table = faultyTable(address, [])
    const issuances = dynamoIssuances(table)
    await issuances.plan(plan)
    await issuances.finish(plan, certificate, leaf, change)
    await issuances.cancel(plan)
    const stands = await everythingIn(table)

    await table.deliverAgain()
    expect(await everythingIn(table)).toEqual(stands)
    expect(await checkRegistry(table)).toEqual([])
  })

  it('changes nothing once the plan was cancelled', async () => {
    const table = faultyTable(await aTableAddress(), [])
    const issuances = dynamoIssuances(table)
    await issuances.plan(plan)
    await issuances.cancel(plan)
    await expect(issuances.finish(plan, certificate, leaf, change)).rejects.toMatchObject({ code: 'issue-cancelled' })
    const stands = await everythingIn(table)

    await table.deliverAgain()
    expect(await everythingIn(table)).toEqual(stands)
    expect(await checkRegistry(table)).toEqual([])
  })
})

describe.concurrent('takeStatusIndex, when the write', () => {
  it.each(faults)('%s, never gives a position twice', async (fault) => {
    const address = await aTableAddress()
    const before = await dynamoIssuances(faultyTable(address, [])).takeStatusIndex(1)
    const during = await dynamoIssuances(faultyTable(address, [fault])).takeStatusIndex(1)
    const after = await dynamoIssuances(faultyTable(address, [])).takeStatusIndex(1)

    expect(before).toBe(0)
    expect(during).toBeGreaterThan(before)
    expect(after).toBe(during + 1)
  })
})
