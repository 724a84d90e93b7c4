import { randomBytes, randomUUID } from 'node:crypto'
import type { Duty } from '#schemas/person.ts'
import type { OrganisationRole } from '#schemas/organisation.ts'
import { dynamoAudit } from '#adapters/dynamodb/audit.ts'
import { dynamoCursorSecret } from '#adapters/dynamodb/cursor-secret.ts'
import { dynamoMemberActs } from '#adapters/dynamodb/member-acts.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoPeople } from '#adapters/dynamodb/people.ts'
import { dynamoSignatories } from '#adapters/dynamodb/signatories.ts'
import { noLimits } from '#adapters/memory/limits.ts'
import { RegistryError } from '#domain/errors.ts'
import type { ActInput, ActName, Result } from '#domain/members/plan.ts'
import { addKey } from '#use-cases/add-key.ts'
import { changeOrganisation } from '#use-cases/change-organisation.ts'
import { decideApproval } from '#use-cases/decide-approval.ts'
import { endKey } from '#use-cases/end-key.ts'
import { invitePerson } from '#use-cases/invite-person.ts'
import { registerOrganisation } from '#use-cases/register-organisation.ts'
import { removePerson } from '#use-cases/remove-person.ts'
import { vouchIdentity } from '#use-cases/vouch-identity.ts'
import { aPersonIn, type TestPerson } from '#test/attacks/matrix/person.ts'
import { aClock } from './a-registry.ts'
import { aTable, everythingIn } from './a-table.ts'
import { aJws, aKeyPair, aMoment, issuer, type KeyPair } from './a-world.ts'

/** Who signs an act: an organisation's key, or a person of it. */
export interface TestSigner {
  readonly organisation: string
  readonly sign: (payload: object) => Promise<string>
}

export const byKey = (organisation: string, key: KeyPair): TestSigner => ({
  organisation,
  sign: (payload) => aJws(key, 'euc-act+jwt', payload),
})

export const byPerson = ({ person, sign }: TestPerson): TestSigner => ({
  organisation: person.organisation,
  sign: (payload) => sign(issuer, payload),
})

interface Sending {
  /** The Idempotency-Key. */
  readonly key?: string
  /** Members of the payload to write otherwise. */
  readonly over?: object
  /** The organisation or approval in the path, where it is not that of the act. */
  readonly path?: string
}

/** Members of a registry on the real engine: an operator with two people and a key, and nobody else. */
export async function aMembersWorld() {
  const table = await aTable()
  const clock = aClock(aMoment)
  const ports = {
    organisations: dynamoOrganisations(table),
    people: dynamoPeople(table),
    memberActs: dynamoMemberActs(table),
    signatories: dynamoSignatories(table),
    audit: dynamoAudit(table),
    cursorSecret: dynamoCursorSecret(table, { bytes: (length) => new Uint8Array(randomBytes(length)) }),
    limits: noLimits,
    clock,
    randomness: { bytes: (length: number) => new Uint8Array(randomBytes(length)) },
    registry: { issuer },
  }
  let acts = 0

  async function anOrganisationWithKey(id: string, roles: OrganisationRole[], name = `${id} Ltd`): Promise<TestSigner> {
    const key = await aKeyPair()
    const window = { notBefore: aMoment - 1_000_000, notAfter: aMoment + 30_000_000, state: 'active' } as const
    await ports.organisations.register(
      { id, name, country: 'VN', roles, state: 'active', identity: [], version: 1 },
      { kid: key.kid, jwk: key.jwk, organisation: id, ...window },
    )
    return byKey(id, key)
  }
  const aPerson = (organisation: string, name: string, duties: Duty[] = ['administrator', 'signatory']) =>
    aPersonIn(table, organisation, { name, duties, since: aMoment - 1_000 })

  const operatorKey = await anOrganisationWithKey('the-operator', ['operator'], 'The Operator')
  const [olga, pablo] = [await aPerson('the-operator', 'Olga Reyes'), await aPerson('the-operator', 'Pablo Sato')]

  /** An act, fresh now; each is another one, though it says the same. */
  const signed = (who: TestSigner, act: ActName, input: object, over: object = {}) =>
    who.sign({ act, aud: issuer, iat: clock.now() - (acts++ % 300), input, iss: who.organisation, ...over })

  function send<N extends ActName>(act: N, body: string, path: string, key: string = randomUUID()): Promise<Result<N>> {
    const sent = { body, 'idempotency-key': key }
    const deeds: { readonly [M in ActName]: () => Promise<unknown> } = {
      'register-organisation': () => registerOrganisation(ports)(sent),
      'change-organisation': () => changeOrganisation(ports)({ ...sent, organisation: path }),
      'vouch-identity': () => vouchIdentity(ports)({ ...sent, organisation: path }),
      'add-key': () => addKey(ports)({ ...sent, organisation: path }),
      'end-key': () => endKey(ports)({ ...sent, organisation: path }),
      'invite-person': () => invitePerson(ports)({ ...sent, organisation: path }),
      'remove-person': () => removePerson(ports)({ ...sent, organisation: path }),
      'decide-approval': () => decideApproval(ports)({ ...sent, approval: path }),
    }
    return deeds[act]() as Promise<Result<N>>
  }

  return {
    table,
    clock,
    ports,
    operatorKey,
    olga,
    pablo,
    anOrganisationWithKey,
    aPerson,
    signed,
    send,
    /** Signs an act and sends it to the organisation or approval that it names. */
    act: async <N extends ActName>(
      who: TestSigner,
      name: N,
      input: ActInput<N>,
      { key, over, path }: Sending = {},
    ): Promise<Result<N>> => {
      const { approval, organisation } = input as { approval?: string; organisation?: unknown }
      return send(name, await signed(who, name, input, over), path ?? approval ?? String(organisation), key)
    },
    everything: () => everythingIn(table),
  }
}

export type MembersWorld = Awaited<ReturnType<typeof aMembersWorld>>

/** The code of a refusal, or "done". Anything else that is thrown is handed on. */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof RegistryError) return error.code
      throw error
    },
  )

/** What an operator is shown to register somebody. */
export const aNewcomer = (over: object = {}): ActInput<'register-organisation'> => ({
  organisation: { id: 'mekong', name: 'Mekong Precision JSC', country: 'VN', roles: ['importer'], ...over },
  identity: { method: 'REGISTER_EXTRACT', source: 'National Business Registration Portal, 0209999990' },
})

/** What is signed to invite somebody; each has a secret of its own. */
export const aGuest = (
  organisation: string,
  over: Partial<ActInput<'invite-person'>> = {},
): ActInput<'invite-person'> => ({
  organisation,
  name: 'Grace Tran',
  title: 'Clerk',
  mandate: { kind: 'DELEGATE' },
  duties: [],
  invitation: randomBytes(32).toString('base64url'),
  ...over,
})
