import { RegistryError } from '#domain/errors.ts'
import type { MemberChange, StoredApproval } from '#domain/members/deed.ts'
import { nameClaims } from '#domain/members/name-skeleton.ts'
import type { OrganisationKey } from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Passkey } from '#schemas/person.ts'
import { getItem, vacant, type ConditionalPut, type ConditionalStand } from './item.ts'
import {
  approvalKey,
  approvalListKey,
  invitationKey,
  keyOfOrganisation,
  keyOwnerKey,
  nameKey,
  organisationKey,
  organisationListKey,
  passkeyKey,
  passkeyOfPersonKey,
  personKey,
} from './keys.ts'
import type { Table } from './table.ts'

type Write = ConditionalPut | ConditionalStand

/** What a change writes, each with the condition that makes it happen once and from `before` only. */
export async function writesOf(change: MemberChange): Promise<Write[]> {
  switch (change.kind) {
    case 'organisation':
      return organisationWrites(change.before, change.after)
    case 'key':
      return keyWrites(change.before, change.after)
    case 'person':
      return [
        { item: { ...personKey(change.after.organisation, change.after.id), ...change.after }, ...at(change.before) },
      ]
    case 'passkey':
      return passkeyWrites(change.before, change.after)
    case 'invitation':
      return [{ item: { ...invitationKey(change.after.digest), ...change.after }, condition: vacant }]
    case 'approval':
      return approvalWrites(change.before, change.after)
    case 'person-stands':
      return [{ key: personKey(change.person.organisation, change.person.id), ...at(change.person) }]
  }
}

/** The condition that this version stands, or nothing at all. */
function at(before: { readonly version: number } | undefined) {
  if (before === undefined) return { condition: vacant }
  return { condition: '#version = :version', names: { '#version': 'version' }, values: { ':version': before.version } }
}

async function organisationWrites(before: Organisation | undefined, after: Organisation): Promise<Write[]> {
  const { id } = after
  const held = new Set(before === undefined ? [] : await nameClaims(before))
  const wanted = (await nameClaims(after)).filter((claim) => !held.has(claim))
  return [
    { item: { ...organisationKey(id), ...after }, ...at(before) },
    ...(before === undefined ? [{ item: { ...organisationListKey(id), id }, condition: vacant }] : []),
    // A name stays with who had it: papers that bear it are still about.
    ...wanted.map((claim) => ({
      item: { ...nameKey(claim), claim, organisation: id },
      condition: `${vacant} OR organisation = :id`,
      values: { ':id': id },
    })),
  ]
}

function keyWrites(before: OrganisationKey | undefined, after: OrganisationKey): Write[] {
  const { kid, organisation } = after
  const item = { ...keyOfOrganisation(organisation, kid), ...after }
  if (before === undefined)
    return [
      { item, condition: vacant },
      { item: { ...keyOwnerKey(kid), kid, organisation }, condition: vacant },
    ]
  const { state, notAfter, compromisedSince: since } = before
  return [
    {
      item,
      condition: `#state = :state AND notAfter = :end AND ${since === undefined ? 'attribute_not_exists(compromisedSince)' : 'compromisedSince = :since'}`,
      names: { '#state': 'state' },
      values: { ':state': state, ':end': notAfter, ...(since !== undefined && { ':since': since }) },
    },
  ]
}

/** A new one stands at its own id, and leads there from its person; one that ends keeps its place, since what it signed stays good. */
function passkeyWrites(before: Passkey | undefined, after: Passkey): Write[] {
  const { id, organisation, person } = after
  const item = { ...passkeyKey(id), ...after }
  if (before === undefined)
    return [
      { item, condition: vacant },
      { item: { ...passkeyOfPersonKey(organisation, person, id), id, organisation, person }, condition: vacant },
    ]
  const condition = 'person = :person AND attribute_not_exists(notAfter)'
  return [{ item, condition, values: { ':person': before.person } }]
}

/** One that waits has two rows in lists; one that is decided moves from waiting, once. */
function approvalWrites(before: StoredApproval | undefined, after: StoredApproval): Write[] {
  const { id, proposedAt, subject } = after.approval
  // All inside: an `expiresAt` at the top would be the end of the item, and what was decided is kept.
  const item = { ...approvalKey(id), ...after }
  if (before !== undefined)
    return [
      {
        item,
        condition: 'approval.#state = :waiting',
        names: { '#state': 'state' },
        values: { ':waiting': 'waiting' },
      },
    ]
  return [
    { item, condition: vacant },
    ...[undefined, subject].map((organisation) => ({
      item: { ...approvalListKey(organisation, proposedAt, id), id, at: proposedAt },
      condition: vacant,
    })),
  ]
}

/** Why the changes could not be made, by what stands now. */
export async function obstacleTo(table: Table, changes: readonly MemberChange[]): Promise<RegistryError> {
  for (const change of changes) {
    const found = await obstacleOf(table, change)
    if (found !== undefined) return found
  }
  return new RegistryError(
    'conflict',
    'Somebody else changed what this rests on meanwhile. Look at how it stands, and sign again if it is still meant.',
  )
}

async function obstacleOf(table: Table, change: MemberChange): Promise<RegistryError | undefined> {
  const exists = async (key: Parameters<typeof getItem>[1]) => (await getItem(table, key)) !== undefined
  switch (change.kind) {
    case 'organisation':
      if (change.before === undefined && (await exists(organisationKey(change.after.id)))) return organisationExists()
      return (await nameIsTaken(table, change.after)) ? nameInUse() : undefined
    case 'key':
      return change.before === undefined && (await exists(keyOwnerKey(change.after.kid))) ? keyInUse() : undefined
    case 'invitation':
      return (await exists(invitationKey(change.after.digest))) ? invitationUsed() : undefined
    case 'approval':
      return (await isDecided(table, change.after)) ? approvalClosed() : undefined
    case 'passkey':
      return change.before === undefined && (await exists(passkeyKey(change.after.id))) ? passkeyInUse() : undefined
    case 'person':
    case 'person-stands':
      return undefined
  }
}

async function isDecided(table: Table, { approval }: StoredApproval): Promise<boolean> {
  const item = await getItem(table, approvalKey(approval.id))
  return item !== undefined && (item['approval'] as Partial<StoredApproval['approval']>).state !== 'waiting'
}

async function nameIsTaken(table: Table, organisation: Organisation): Promise<boolean> {
  const rows = await Promise.all((await nameClaims(organisation)).map((claim) => getItem(table, nameKey(claim))))
  return rows.some((row) => row !== undefined && row['organisation'] !== organisation.id)
}

const passkeyInUse = () =>
  new RegistryError('passkey-refused', 'This passkey is registered already. Make a new one, or use another device.')
const organisationExists = () =>
  new RegistryError('organisation-exists', 'Another organisation has this id. Choose another one, and sign again.')
const nameInUse = () =>
  new RegistryError(
    'name-in-use',
    'Another organisation has this name, or one that cannot be told from it at a glance. If they are two, add in brackets what tells them apart, for example the town; if they are one, use the organisation that is there.',
  )
const keyInUse = () =>
  new RegistryError('key-in-use', 'This key is registered already. Make a new key for this organisation, and use that.')
const invitationUsed = () =>
  new RegistryError('conflict', 'There is an invitation with this secret already. Make a new secret, and sign again.')
const approvalClosed = () =>
  new RegistryError('approval-closed', 'Somebody else has decided this meanwhile. Look at how it stands.')
