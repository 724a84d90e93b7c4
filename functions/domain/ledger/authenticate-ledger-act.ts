import { ledgerActs, type LedgerActName } from '#schemas/ledger.ts'
import { policies, type Policy } from '#schemas/policy.ts'
import { organisationBucket, requireTokens, type CallLimits } from '../access/limits.ts'
import { actInput, authenticateAct } from '../acts/authenticate-act.ts'
import type { FindSigner } from '../acts/find-signer.ts'
import { requireDuty } from '../acts/require-duty.ts'
import { RegistryError } from '../errors.ts'
import type { LedgerAct } from './ledger-act.ts'

/** What finding out who acts on a ledger needs of the world; the ports of the same names fit it. */
export interface AuthenticatingNeeds {
  readonly signatories: { readonly find: FindSigner }
  readonly limits: CallLimits
  readonly registry: { readonly issuer: string }
}

/** How a use case finds out who acts. */
export type AuthenticateLedgerAct = <N extends LedgerActName>(
  needs: AuthenticatingNeeds,
  name: N,
  request: { readonly body: string },
  now: number,
) => Promise<LedgerAct<N>>

/**
 * Finds out who signed an act on a ledger and what it says, and that role and duty allow it at all; from here on the
 * organisation is known, and what it does is counted. To which certificate it may do this is still to be judged.
 *
 * Throws RegistryError as `authenticateAct` and `actInput`, `not-allowed` or `too-many-requests`.
 */
export const authenticateLedgerAct: AuthenticateLedgerAct = async <N extends LedgerActName>(
  { signatories, limits, registry }: AuthenticatingNeeds,
  name: N,
  { body }: { readonly body: string },
  now: number,
): Promise<LedgerAct<N>> => {
  const signed = await authenticateAct(body, { issuer: registry.issuer, now, findSigner: signatories.find })
  // The compiler cannot follow which schema belongs to a name that is only known now.
  const input = actInput(signed, name, ledgerActs[name]) as LedgerAct<N>['input']
  const { text, digest, organisation, signer, signedAt, window } = signed
  const { roles, duty, cost }: Policy = policies[name]
  if (!organisation.roles.some((role) => Object.hasOwn(roles, role)))
    throw new RegistryError(
      'not-allowed',
      'The role of your organisation does not allow this act. Ask the one whose task it is, or the operator of this registry.',
    )
  if (duty !== undefined) requireDuty(signer, duty)
  await requireTokens(limits, [organisationBucket(organisation.id)], cost)
  const { id, name: legalName, country } = organisation
  return {
    text,
    digest,
    organisation: { id, name: legalName, country, roles: organisation.roles },
    signer,
    name,
    input,
    signedAt,
    window,
  }
}
