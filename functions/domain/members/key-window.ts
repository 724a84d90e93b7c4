import type { OrganisationKey, PublicJwk } from '#schemas/keys.ts'
import type { Fault } from '#schemas/problem.ts'
import { keyIdOf } from '../key-id.ts'
import { inputFault } from './refusals.ts'

/** A key that signs for longer is forgotten; three years is what code-signing certificates have. */
const longestLife = 3 * 366 * 86_400

export const defaultKeyDelay = 86_400

/** What a certificate's evidence carries of an organisation's keys at most, with some room. */
export const mostKeys = 40

export function windowFaults(pointer: string, notBefore: number, notAfter: number): Fault[] {
  if (notAfter <= notBefore)
    return [
      inputFault(
        pointer,
        'window',
        `The key may sign from ${notBefore} on (seconds since 1970); let it end after that.`,
      ),
    ]
  if (notAfter > notBefore + longestLife)
    return [inputFault(pointer, 'window', 'A key may sign for three years at most; choose an earlier end.')]
  return []
}

export async function newKey(
  organisation: string,
  { jwk, notBefore, notAfter }: { jwk: PublicJwk; notBefore: number; notAfter: number },
): Promise<OrganisationKey> {
  return { kid: await keyIdOf(jwk), jwk, notBefore, notAfter, state: 'active', organisation }
}
