import { type OperationName, operations } from '#schemas/operations.ts'
import { policies, type Policy } from '#schemas/policy.ts'
import type { ErrorCode } from '#schemas/problem.ts'
import type { Actor } from './actor.ts'
import { isSplit, targetOf, type Aim } from './aims.ts'

/** What the table of policies makes of a call. */
export type Expectation = { readonly letIn: true } | { readonly letIn: false; readonly codes: readonly ErrorCode[] }

const refused = (...codes: ErrorCode[]): Expectation => ({ letIn: false, codes })
const letIn: Expectation = { letIn: true }
/** Another's and none are the same answer. */
const unknown: ErrorCode[] = [
  'organisation-unknown',
  'certificate-unknown',
  'approval-unknown',
  'passkey-unknown',
  'not-allowed',
]

/** By the table alone: of the code that is tested nothing is used. */
export function expectationOf(name: OperationName, actor: Actor, aim: Aim): Expectation {
  const policy: Policy = policies[name]
  if (policy.caller === 'anyone') return letIn
  if (policy.caller === 'signatory') {
    if (actor.standing === 'anonymous') return refused('signatory-unknown')
    if (actor.standing === 'not in force') return refused('signatory-unknown', 'token-invalid')
  } else {
    if (actor.standing === 'not in force') return refused('token-invalid', 'session-expired')
    const isKnown = actor.standing !== 'anonymous' && (policy.caller === 'member' || actor.duties !== 'key')
    if (!isKnown) return refused('not-signed-in')
    if (actor.standing === 'on a page of others' && operations[name].method === 'POST') return refused('csrf-invalid')
  }

  const relations = actor.roles.flatMap((role) => policy.roles[role] ?? [])
  // Who signs in another's name is nobody that is known.
  const signedForAnother: ErrorCode[] = policy.caller === 'signatory' ? ['signatory-unknown'] : []
  if (relations.length === 0) return refused('not-allowed', 'not-an-importer', ...signedForAnother)
  if (policy.duty !== undefined && actor.duties !== 'key' && !actor.duties.includes(policy.duty))
    return refused('not-allowed', ...signedForAnother)
  // An act that is sent to another thing than it names is refused whoever may do it to either.
  if (isSplit(aim)) return refused('request-token-invalid', ...unknown)

  const target = targetOf(aim)
  if (relations.includes('any')) return letIn
  if (relations.includes('own') && target === 'own') return letIn
  if (relations.includes('named') && aim.form === 'qr' && target !== 'none') return letIn
  return refused(...unknown, ...signedForAnother)
}
