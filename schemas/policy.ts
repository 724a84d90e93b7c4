import type { OperationName } from './operations.ts'
import type { OrganisationRole } from './organisation.ts'
import type { Member, Principal } from './principal.ts'
import type { Duty } from './person.ts'

/**
 * To whom a right reaches. `own`: what belongs to the caller's organisation. `named`: a certificate that names it as a
 * party, or whose code or credential it presents. `any`: everything.
 */
export type Relation = 'own' | 'named' | 'any'

export interface Policy {
  /**
   * How the caller is known. `anyone`: it may be anonymous. `member`: by access token or session. `signatory`: by the
   * signature of what it sends, which is kept as evidence; a token alone can do none of these.
   */
  readonly caller: 'anyone' | 'member' | 'signatory'
  /** What each role may; a role that is not here may nothing. Empty for `anyone`. */
  readonly roles: Readonly<Partial<Record<OrganisationRole, Relation>>>
  /** What a person needs besides its organisation's role; an organisation's key has both duties. */
  readonly duty?: Duty
  /** Tokens that a call takes from the caller's bucket. */
  readonly cost: 1 | 2 | 5
  /** Whether the call is told in the audit: acts are, with what they change; reads of what is not public are. */
  readonly audit: 'none' | 'read' | 'act'
}

const anyone = (cost: Policy['cost'] = 1) => ({ caller: 'anyone', roles: {}, cost, audit: 'none' }) as const

/** Who may do what: one row for each operation, or this does not compile. What no row allows is refused. */
export const policies = {
  'get-registry': anyone(),
  'get-openapi': anyone(),
  'get-certificate': anyone(),
  'render-qr': anyone(2),
  'get-trust-list': anyone(),
  'list-status-lists': anyone(),
  'get-status-list': anyone(),
  'gather-evidence': anyone(2),
  verify: anyone(2),
  'issue-certificate': { caller: 'signatory', roles: { importer: 'own' }, duty: 'signatory', cost: 5, audit: 'act' },
  'change-status': {
    caller: 'signatory',
    roles: { importer: 'own', authority: 'any' },
    duty: 'signatory',
    cost: 5,
    audit: 'act',
  },
  'request-token': anyone(2),
} as const satisfies Record<OperationName, Policy>

/** What a use case is told of its caller: a member where the policy lets in members only. */
export type CallerOf<N extends OperationName> = (typeof policies)[N]['caller'] extends 'member' ? Member : Principal
