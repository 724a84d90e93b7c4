import { randomUUID } from 'node:crypto'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
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
import { aMachine, tokenRequest, type Actor } from './actor.ts'
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
  kid: 'F'.repeat(42) + 'A',
}

export interface Member {
  readonly organisation: Organisation
  readonly key: KeyPair
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
  }
  actors.push(
    aMachine(suspended.key, {
      name: 'suspended importer',
      organisation: suspended.organisation.id,
      roles: ['importer'],
      standing: 'suspended',
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
  const named = { ...nothing, organisation: id, certificate: issued.id, qr: issued.qr, kid: key.kid }
  return { organisation: settled, key, issued, named }
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
  const event = anHttpEvent({
    routeKey: `${operation.method} ${operation.path}`,
    path: operation.path.replaceAll(/\{(\w+)\}/g, (_, part: string) => path[part] ?? part),
    pathParameters: { ...path },
    query: new URLSearchParams(query).toString(),
    headers: { ...actor.headers, ...headers },
    ...(body !== undefined && { body }),
  })
  return handlers[operation.handler](event, aContext())
}
