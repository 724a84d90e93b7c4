import { randomBytes, randomUUID } from 'node:crypto'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Approval } from '#schemas/approval.ts'
import type { Person } from '#schemas/person.ts'
import { dynamoMemberActs } from '#adapters/dynamodb/member-acts.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import { exampleStatements } from '#examples/statements.ts'
import { organisationRoles, type Organisation, type OrganisationRole } from '#schemas/organisation.ts'
import type { IssuedCertificate, OperationName } from '#schemas/operations.ts'
import { operations } from '#schemas/operations.ts'
import type { Operation } from '#schemas/operations/operation.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import type { HttpResponse } from '#middleware/call.ts'
import { aLocalRegistry, type TestRegistry } from '#test/builders/a-local-registry.ts'
import { aContext, anHttpEvent } from '#test/builders/an-http-event.ts'
import { aKeyPair, type KeyPair } from '#test/builders/a-world.ts'
import { aMachine, aPersonActing, tokenRequest, type Actor } from './actor.ts'
import { aPersonIn, type TestPerson } from './person.ts'
import type { Asked, Named } from './samples.ts'

export const now = () => Math.floor(Date.now() / 1000)

/** What nobody has. */
export const nothing: Named = {
  organisation: 'nobody-at-all',
  certificate: '00041061050R3GG28A1C60T3GF5E',
  qr: `1${'7'.repeat(400)}`,
  approval: 'C'.repeat(21) + 'A',
  approvalDigest: 'D'.repeat(42) + 'A',
  person: 'E'.repeat(21) + 'A',
  passkey: 'G'.repeat(43),
  kid: 'F'.repeat(42) + 'A',
}

export interface Member {
  readonly organisation: Organisation
  readonly key: KeyPair
  /** With both duties, and with none. */
  readonly people: readonly [TestPerson, TestPerson]
  readonly issued: IssuedCertificate
  readonly named: Named
}

/** A statement whose every name is marked, so that a leak of any part of it shows. */
export function markedStatement(mark: string): Statement {
  const statement = exampleStatements['cnc-for-vietnam'](new Date().toISOString().slice(0, 10))
  for (const party of statement.parties) party.legalName = `${mark} ${party.legalName}`
  for (const line of statement.lines) line.descriptionShort = `${mark} ${line.descriptionShort}`.slice(0, 60)
  for (const signature of statement.signatures) signature.person.name = `${mark} ${signature.person.name}`
  return { ...statement, reference: `${mark}-REFERENCE` }
}

/** A registry in which each role has an organisation of its own, each of them a certificate, and another one its secrets. */
export async function aMatrixWorld(log?: 'calls') {
  const registry = await aLocalRegistry(log === undefined ? {} : { log })
  const members = new Map<OrganisationRole, Member>()
  for (const role of organisationRoles) members.set(role, await aMemberOf(registry, `own-${role}`, role, role))
  const other = await aMemberOf(registry, 'other-importer', 'importer', 'Marker')
  const suspended = await aMemberOf(registry, 'suspended-importer', 'importer', 'Suspended')
  const suspendedToken = await tokenOf(registry, suspended)
  await rewrite(registry, { ...suspended.organisation, state: 'suspended' })

  const actors: Actor[] = []
  for (const [role, { organisation, key }] of members) {
    const token = await tokenOf(registry, members.get(role)!)
    actors.push(
      aMachine(key, { name: role, organisation: organisation.id, roles: [role], standing: 'in force', token }),
    )
    for (const [nth, who] of members.get(role)!.people.entries()) {
      const name = `a person of ${role} with ${nth === 0 ? 'both duties' : 'no duty'}`
      actors.push(aPersonActing(who, registry.origin, { name, roles: [role], standing: 'in force' }))
    }
  }
  const [boss] = members.get('operator')!.people
  const gone = await aPersonIn(registry.table, 'own-operator', { ...anAdministrator('Gone'), state: 'removed' })
  actors.push(
    aPersonActing(boss, registry.origin, {
      name: 'the browser of a person of operator',
      roles: ['operator'],
      standing: 'on a page of others',
    }),
    aPersonActing(gone, registry.origin, {
      name: 'a removed person of operator',
      roles: ['operator'],
      standing: 'not in force',
    }),
  )
  actors.push(
    aMachine(suspended.key, {
      name: 'suspended importer',
      organisation: suspended.organisation.id,
      roles: ['importer'],
      standing: 'not in force',
      token: suspendedToken,
    }),
    aMachine(await aKeyPair(), { name: 'anonymous', organisation: 'own-importer', roles: [], standing: 'anonymous' }),
  )
  const ownOf = ({ organisation }: Actor): Named =>
    [...members.values(), suspended].find((each) => each.organisation.id === organisation)!.named
  return { registry, members, other, actors, ownOf }
}

export type MatrixWorld = Awaited<ReturnType<typeof aMatrixWorld>>

async function aMemberOf(registry: TestRegistry, id: string, role: OrganisationRole, mark: string): Promise<Member> {
  const key = await aKeyPair()
  const organisation: Organisation = {
    id,
    name: `${mark} Organisation JSC`,
    country: 'VN',
    roles: ['importer'],
    state: 'active',
    identity: [],
    version: 1,
  }
  const window = { notBefore: now() - 30 * 86_400, notAfter: now() + 30 * 86_400, state: 'active' } as const
  const publicKey = { kid: key.kid, jwk: key.jwk, organisation: id, ...window }
  await dynamoOrganisations(registry.table).register(organisation, publicKey)
  const issued = await issue(registry, { id, key }, markedStatement(mark))
  const settled = { ...organisation, roles: [role] }
  await rewrite(registry, settled)
  const people = [
    await aPersonIn(registry.table, id, anAdministrator(mark)),
    await aPersonIn(registry.table, id, { ...anAdministrator(mark), name: `${mark} Clerk`, duties: [] }),
  ] as const
  const approval = await anApproval(registry.table, people[0].person)
  const named = {
    organisation: id,
    certificate: issued.id,
    qr: issued.qr,
    kid: key.kid,
    person: people[1].person.id,
    passkey: people[1].passkey,
    approval: approval.id,
    approvalDigest: approval.digest,
  }
  return { organisation: settled, key, people, issued, named }
}

const anAdministrator = (mark: string) => ({
  name: `${mark} Administrator`,
  duties: ['administrator', 'signatory'] as const,
  since: now() - 30 * 86_400,
})

/** A deed that waits for a second person. */
async function anApproval(table: Table, by: Person): Promise<Approval> {
  const { id: person, name: personName, organisation } = by
  const approval: Approval = {
    id: randomBytes(16).toString('base64url'),
    act: 'add-key',
    digest: randomBytes(32).toString('base64url'),
    payload: JSON.stringify({ proposed: personName }),
    subject: organisation,
    summary: `${personName} adds a key`,
    proposedBy: { organisation, person, personName },
    proposedAt: now(),
    expiresAt: now() + 86_400,
    state: 'waiting',
  }
  const id = randomBytes(16).toString('base64url')
  const at = now()
  const leafSalt = randomBytes(32).toString('base64url')
  await dynamoMemberActs(table).apply({
    changes: [{ kind: 'approval', before: undefined, after: { approval, signedBy: { kind: 'person', person } } }],
    events: [
      {
        id,
        event: {
          at,
          operation: 'add-key',
          actor: { organisation, person },
          subject: organisation,
          outcome: 'proposed',
        },
      },
    ],
    unsigned: { organisation, id, at, facts: '{}', leafSalt },
    leaf: { id: `event.${id}`, at, bytes: '{}' },
  })
  return approval
}

/** As the operator's acts would leave it: who only ever imported has a certificate whatever it is today. */
async function rewrite({ table }: TestRegistry, organisation: Organisation): Promise<void> {
  const Item = { PK: `ORG#${organisation.id}`, SK: 'ORG', ...organisation }
  await table.documents.send(new PutCommand({ TableName: table.name, Item }))
}

async function issue(registry: TestRegistry, { id, key }: { id: string; key: KeyPair }, statement: Statement) {
  const machine = aMachine(key, { name: id, organisation: id, roles: [], standing: 'in force' })
  const { body, mediaType } = await machine.sign('euc-req+jwt', {
    aud: registry.origin,
    iat: now(),
    iss: id,
    statement,
  })
  const answer = await call(registry, 'issue-certificate', machine, {
    body,
    headers: { 'content-type': mediaType, 'idempotency-key': randomUUID() },
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return JSON.parse(answer.body) as IssuedCertificate
}

async function tokenOf(registry: TestRegistry, { organisation, key }: Member): Promise<string> {
  const machine = aMachine(key, {
    name: organisation.id,
    organisation: organisation.id,
    roles: [],
    standing: 'in force',
  })
  const answer = await call(registry, 'request-token', machine, {
    body: await tokenRequest(key, organisation.id, registry.origin, now()),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  return (JSON.parse(answer.body) as { access_token: string }).access_token
}

/** Calls the real handler of an operation, as API Gateway does. */
export async function call(
  { handlers }: TestRegistry,
  name: OperationName,
  actor: Actor,
  { path = {}, query = {}, headers = {}, body }: Asked,
): Promise<HttpResponse> {
  const operation: Operation = operations[name]
  const { cookie, ...known } = { cookie: undefined, ...(await actor.headers()) }
  const event = anHttpEvent({
    routeKey: `${operation.method} ${operation.path}`,
    path: operation.path.replaceAll(/\{(\w+)\}/g, (_, part: string) => path[part] ?? part),
    pathParameters: { ...path },
    query: new URLSearchParams(query).toString(),
    headers: { ...known, ...headers },
    ...(body !== undefined && { body }),
  })
  return handlers[operation.handler]({ ...event, ...(cookie !== undefined && { cookies: [cookie] }) }, aContext())
}
