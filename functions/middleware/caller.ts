import type { Cryptography } from '#domain/cryptography.ts'
import { RegistryError } from '#domain/errors.ts'
import { identifyMachine, type MachineRecords } from '#domain/access/identify-machine.ts'
import type { Policy } from '#schemas/policy.ts'
import { anonymous, type Principal } from '#schemas/principal.ts'
import type { HttpEvent } from './http-event.ts'

/**
 * Finds out who calls by one way of saying so, where the policy wants to know it as `wanted` says; undefined for a call that says nothing in that way. Throws RegistryError
 * for one that says it wrongly.
 */
export type Authenticator = (event: HttpEvent, wanted: Policy['caller']) => Promise<Principal | undefined>

export interface BearerNeeds extends MachineRecords {
  readonly now: () => number
  readonly issuer: string
  readonly cryptography: Pick<Cryptography, 'verifyEs256'>
}

/** By `Authorization: Bearer` (RFC 6750 section 2.1). Throws RegistryError `token-invalid`. */
export function byBearerToken({ now, issuer, cryptography, ...records }: BearerNeeds): Authenticator {
  return async ({ headers }) => {
    const given = headers.authorization
    if (given === undefined) return undefined
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(given)?.[1]
    if (token !== undefined) return identifyMachine(token, issuer, now(), records, cryptography)
    throw new RegistryError(
      'token-invalid',
      'Write the header as "Authorization: Bearer <token>", with one token in it.',
    )
  }
}

/**
 * The first that says who calls; nobody in particular if none does. A call that says it wrongly is refused, also where
 * nobody asked.
 */
export async function identifyCaller(
  event: HttpEvent,
  authenticators: readonly Authenticator[],
  wanted: Policy['caller'],
): Promise<Principal> {
  for (const authenticate of authenticators) {
    const caller = await authenticate(event, wanted)
    if (caller !== undefined) return caller
  }
  return anonymous
}
