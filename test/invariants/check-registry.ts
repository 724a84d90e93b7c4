import * as z from 'zod'
import type { Table } from '#adapters/dynamodb/table.ts'
import { certificate, digest, seconds, signatoryPerson, type Certificate } from '#schemas/certificate.ts'
import { organisationKey, registryKey } from '#schemas/keys.ts'
import { organisation } from '#schemas/organisation.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { checkAudit, readLists } from './check-audit.ts'
import { checkMembers, readMembers } from './check-members.ts'
import { readAccess } from './check-access.ts'
import { checkLedger, readLedger } from './check-ledger.ts'
import { readLeaves, type Leaf } from './read-leaves.ts'
import { sorter, type Item } from './sorter.ts'
import { checkStatus, edition, keptAct, knownList, statusChange, usedAct } from './check-status.ts'
import { checkTrust, readTrust } from './check-trust.ts'

const claim = { organisation: z.string(), idempotencyKey: z.string(), fingerprint: digest, id: z.string() }
const issuance = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('planned'),
    ...claim,
    payload: z.string(),
    request: z.string(),
    signedBy: signatoryPerson.optional(),
    leafSalt: digest,
    plannedAt: seconds,
  }),
  z.strictObject({ state: z.literal('issued'), ...claim }),
  z.strictObject({ state: z.literal('cancelled'), ...claim }),
])
type Issuance = z.infer<typeof issuance>
const keyOwner = z.strictObject({ kid: digest, organisation: z.string() })
const usedRequest = z.strictObject(claim)
const counter = z.strictObject({ taken: z.int().min(1) })

/**
 * Re-reads a whole table and says, a sentence each, what in it must not be: an item that is damaged, misfiled or of no
 * known kind; a certificate without its issued idempotency row or a leaf for each of its states, a row or leaf without its
 * certificate; two certificates at one position of a status list; what `checkStatus`, `checkLedger` and `checkAudit` say; a key without its
 * organisation. Empty if all is well.
 */
export async function checkRegistry(table: Table): Promise<string[]> {
  const contents = read(await everythingIn(table))
  return [
    ...contents.violations,
    ...checkIssues(contents),
    ...checkRequests(contents),
    ...checkStatus(contents),
    ...checkLedger(contents),
    ...checkTrust(contents),
    ...checkKeys(contents),
    ...checkAudit(contents),
    ...(await checkMembers(contents)),
  ]
}

type Contents = ReturnType<typeof read>

/** The places are written out again, and not taken from the adapter: a mistake there must not be repeated here. */
function read(items: Item[]) {
  const { take, violations } = sorter(items)
  const contents = {
    certificates: take(/^CERT#\S+ CERT$/, certificate, ({ id }) => `CERT#${id} CERT`),
    organisations: take(/^ORG#\S+ ORG$/, organisation, ({ id }) => `ORG#${id} ORG`),
    keys: take(/^ORG#\S+ KEY#/, organisationKey, (key) => `ORG#${key.organisation} KEY#${key.kid}`),
    owners: take(/^KEY#\S+ KEY$/, keyOwner, ({ kid }) => `KEY#${kid} KEY`),
    registryKeys: take(/^REGISTRY KEY#/, registryKey, ({ kid }) => `REGISTRY KEY#${kid}`),
    issuances: take(/^ORG#\S+ IDEM#issue-certificate#/, issuance, (row) => {
      const index = row.state === 'planned' ? ` PLANNED ${twelveDigits(row.plannedAt)}#${row.id}` : ''
      return `ORG#${row.organisation} IDEM#issue-certificate#${row.idempotencyKey}${index}`
    }),
    requests: take(/^ORG#\S+ REQUEST#/, usedRequest, (used) => `ORG#${used.organisation} REQUEST#${used.fingerprint}`),
    // Before those of members, which take every other Idempotency-Key.
    ...readLedger(take),
    ...readMembers(take),
    leaves: readLeaves(take),
  }
  return {
    ...contents,
    ...readAccess(take),
    ...readStatus(take),
    ...readTrust(take),
    ...readLists(take),
    violations: violations(),
  }
}

function readStatus(take: ReturnType<typeof sorter>['take']) {
  const countedLists: string[] = []
  take(/^STATUS#\d+ COUNTER$/, counter, (_, list) => {
    countedLists.push(list)
    return `${list} COUNTER`
  })
  return {
    countedLists,
    knownLists: take(/^STATUS-LISTS \d+$/, knownList, ({ list }) => `STATUS-LISTS ${list}`),
    editions: take(/^STATUS#\d+ LIST$/, edition, ({ list }) => `STATUS#${list} LIST`),
    changes: take(/^STATUS#\d+ CHANGE#/, statusChange, ({ list, index }) => {
      return `STATUS#${list} CHANGE#${String(index).padStart(7, '0')}`
    }),
    acts: take(/^CERT#\S+ ACT#/, keptAct, (act) => `CERT#${act.certificate} ACT#${act.version}`),
    actRows: take(/^ORG#\S+ IDEM#change-status#/, usedAct, (row) => {
      return `ORG#${row.organisation} IDEM#change-status#${row.idempotencyKey}`
    }),
    usedActs: take(/^ORG#\S+ ACT#/, usedAct, (used) => `ORG#${used.organisation} ACT#${used.fingerprint}`),
  }
}

/** An Idempotency-Key and the request that was sent with it belong together, one to one. */
function checkRequests({ issuances, requests }: Contents): string[] {
  const named = ({ id, idempotencyKey, fingerprint, organisation: owner }: z.infer<typeof usedRequest>) =>
    `${id} of ${owner} under ${idempotencyKey} for ${fingerprint}`
  const [rows, used] = [new Set(issuances.map(named)), new Set(requests.map(named))]
  return [
    ...[...rows].filter((row) => !used.has(row)).map((row) => `${row} could be issued again from its request`),
    ...[...used].filter((row) => !rows.has(row)).map((row) => `the request of ${row} was used for nothing`),
  ]
}

function checkIssues({ certificates, issuances, leaves }: Contents): string[] {
  const ids = new Set(certificates.map(({ id }) => id))
  const strayRows = issuances
    .filter(({ state, id }) => (state === 'issued') !== ids.has(id))
    .map(({ state, id }) => `${id} is ${state}, and ${ids.has(id) ? 'has a' : 'there is no'} certificate`)
  const strayLeaves = leaves
    .filter((each) => each.certificate !== undefined && !ids.has(each.certificate))
    .map(({ id }) => `leaf ${id} has no certificate`)
  return [...strayRows, ...strayLeaves, ...certificates.flatMap((each) => checkWhole(each, issuances, leaves))]
}

function checkWhole({ id, organisation: owner, statusVersion }: Certificate, issuances: Issuance[], leaves: Leaf[]) {
  const rows = issuances.filter((row) => row.state === 'issued' && row.id === id && row.organisation === owner)
  const own = leaves.filter((each) => each.certificate === id)
  return [
    ...(rows.length === 1 ? [] : [`certificate ${id} has ${rows.length} issued idempotency rows`]),
    ...(own.length === statusVersion ? [] : [`certificate ${id} has ${own.length} leaves`]),
  ]
}

function checkKeys({ organisations, keys, owners }: Contents): string[] {
  const homeless = keys
    .filter((key) => !organisations.some(({ id }) => id === key.organisation))
    .map(({ kid, organisation: owner }) => `key ${kid} belongs to ${owner}, which does not exist`)
  const named = ({ kid, organisation: owner }: { kid: string; organisation: string }) => `key ${kid} of ${owner}`
  const [held, owned] = [new Set(keys.map(named)), new Set(owners.map(named))]
  const unowned = [...held].filter((key) => !owned.has(key)).map((key) => `${key} is not found by its kid`)
  const missing = [...owned].filter((key) => !held.has(key)).map((key) => `${key} is found by its kid only`)
  return [...homeless, ...unowned, ...missing]
}

function twelveDigits(at: number): string {
  return String(at).padStart(12, '0')
}
