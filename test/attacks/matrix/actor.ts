import { randomUUID } from 'node:crypto'
import type { OrganisationRole } from '#schemas/organisation.ts'
import type { Duty } from '#schemas/person.ts'
import { aJws, type KeyPair } from '#test/builders/a-world.ts'

/** Who sends a call of the matrix. */
export interface Actor {
  /** As tests print it. */
  readonly name: string
  readonly organisation: string
  readonly roles: readonly OrganisationRole[]
  readonly standing: 'in force' | 'suspended' | 'anonymous'
  readonly duties: readonly Duty[] | 'key'
  /** How the call says who calls. */
  readonly headers: Readonly<Record<string, string>>
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
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    sign: async (typ, payload) => ({ body: await aJws(key, typ, payload), mediaType: 'application/jwt' }),
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
