import { randomUUID } from 'node:crypto'
import type { OrganisationRole } from '#schemas/organisation.ts'
import type { Duty } from '#schemas/person.ts'
import { aJws, type KeyPair } from '#test/builders/a-world.ts'
import type { TestPerson } from './person.ts'

/** Who sends a call of the matrix. */
export interface Actor {
  /** As tests print it. */
  readonly name: string
  readonly organisation: string
  readonly roles: readonly OrganisationRole[]
  /** `not in force`: its organisation is suspended, or it was removed. `on a page of others`: its browser is made to call. */
  readonly standing: 'in force' | 'not in force' | 'on a page of others' | 'anonymous'
  readonly duties: readonly Duty[] | 'key'
  /** How a call says who calls: a person has a session of its own for each, since one of the calls ends it. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>
  /** Signs a statement or an act in the name of `iss`. */
  sign(typ: 'euc-act+jwt' | 'euc-req+jwt', payload: object): Promise<{ body: string; mediaType: string }>
}

/** A machine; without `token` it is known by nothing but what it signs. */
export function aMachine(
  key: KeyPair,
  over: Pick<Actor, 'name' | 'organisation' | 'roles' | 'standing'> & { token?: string },
): Actor {
  const { token, ...who } = over
  return {
    ...who,
    duties: 'key',
    headers: async (): Promise<Record<string, string>> =>
      token === undefined ? {} : { authorization: `Bearer ${token}` },
    sign: async (typ, payload) => ({ body: await aJws(key, typ, payload), mediaType: 'application/jwt' }),
  }
}

/** A person, who is known by a session and signs with a passkey. */
export function aPersonActing(
  { person, sign, signIn }: TestPerson,
  origin: string,
  over: Pick<Actor, 'name' | 'roles' | 'standing'>,
): Actor {
  return {
    ...over,
    organisation: person.organisation,
    duties: person.duties,
    headers: () => signIn(over.standing === 'on a page of others' ? 'https://evil.example' : origin),
    sign: async (_typ, payload) => ({
      body: await sign(origin, payload),
      mediaType: 'application/vnd.end-use-registry.webauthn',
    }),
  }
}

/** A client assertion (RFC 7523), as it stands in the body of a token request. */
export async function tokenRequest(key: KeyPair, organisation: string, origin: string, now: number): Promise<string> {
  const claims = { iss: organisation, sub: organisation, aud: origin, exp: now + 60, iat: now, jti: randomUUID() }
  const assertion = await aJws(key, 'JWT', claims)
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }).toString()
}
