import type { OperationName } from './operations.ts'
import type { OrganisationRole } from './organisation.ts'
import type { Member, Person, Principal } from './principal.ts'
import type { Duty } from './person.ts'

/**
 * To whom a right reaches. `own`: what belongs to the caller's organisation. `named`: a certificate that names it as a
 * party, or whose code or credential it presents. `any`: everything.
 */
export type Relation = 'own' | 'named' | 'any'

export interface Policy {
  /**
   * How the caller is known. `anyone`: it may be anonymous. `member`: by access token or session. `person`: by session. `signatory`: by the
   * signature of what it sends, which is kept as evidence; a token alone can do none of these.
   */
  readonly caller: 'anyone' | 'member' | 'person' | 'signatory'
  /** What each role may; a role that is not here may nothing. Empty for `anyone`. */
  readonly roles: Readonly<Partial<Record<OrganisationRole, Relation>>>
  /** What a person needs besides its organisation's role; an organisation's key has both duties. */
  readonly duty?: Duty
  /** Tokens that a call takes from the caller's bucket. */
  readonly cost: 1 | 2 | 5
  /** Whether the call is told in the audit: acts are, with what they change; reads of what is not public are. */
  readonly audit: 'none' | 'read' | 'act'
}

const own = {
  importer: 'own',
  customs: 'own',
  carrier: 'own',
  bank: 'own',
  authority: 'own',
  operator: 'own',
} as const satisfies Policy['roles']

const reading = <const R extends Policy['roles']>(roles: R) =>
  ({ caller: 'member', roles, cost: 1, audit: 'read' }) as const

const anyone = (cost: Policy['cost'] = 1) => ({ caller: 'anyone', roles: {}, cost, audit: 'none' }) as const

/** What a signatory of the organisation signs about goods and certificates. */
const acting = <const R extends Policy['roles']>(roles: R) =>
  ({ caller: 'signatory', roles, duty: 'signatory', cost: 5, audit: 'act' }) as const

const administration = <const R extends Policy['roles']>(roles: R) =>
  ({ caller: 'signatory', roles, duty: 'administrator', cost: 5, audit: 'act' }) as const

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
  'get-statement-schema': anyone(),
  'list-profiles': anyone(),
  'check-statement': anyone(2),
  verify: anyone(2),
  'issue-certificate': { caller: 'signatory', roles: { importer: 'own' }, duty: 'signatory', cost: 5, audit: 'act' },
  // Of any role: an organisation that imports no more must still be able to revoke what it signed once.
  'change-status': { caller: 'signatory', roles: own, duty: 'signatory', cost: 5, audit: 'act' },
  'read-audit': { ...reading({ ...own, authority: 'any' }), cost: 2 },
  'list-certificates': reading({ importer: 'own', customs: 'any', authority: 'any' }),
  'view-certificate': reading({ importer: 'own', carrier: 'named', bank: 'named', customs: 'any', authority: 'any' }),
  'reserve-drawdown': acting({ carrier: 'named', bank: 'named', customs: 'any' }),
  'confirm-drawdown': acting({ customs: 'any' }),
  'deliver-drawdown': acting({ customs: 'any', authority: 'any' }),
  'release-drawdown': acting({ carrier: 'own', bank: 'own', customs: 'any', authority: 'any' }),
  'return-goods': acting({ customs: 'any', authority: 'any' }),
  'correct-drawdown': acting({ customs: 'any', authority: 'any' }),
  'release-from-stock': acting(own),
  'dispute-drawdown': acting(own),
  'read-ledger': reading({ ...own, customs: 'any', authority: 'any' }),
  'check-remaining': reading({ carrier: 'named', bank: 'named', customs: 'any', authority: 'any' }),
  'list-cases': reading({ authority: 'any' }),
  'request-token': anyone(2),
  'register-organisation': administration({ operator: 'any' }),
  'list-organisations': reading({ operator: 'any', authority: 'any' }),
  'get-organisation': reading({ ...own, operator: 'any', authority: 'any' }),
  'change-organisation': administration({ operator: 'any' }),
  'vouch-identity': administration({ operator: 'any', authority: 'any' }),
  'prove-domain': {
    caller: 'member',
    roles: { ...own, operator: 'any' },
    duty: 'administrator',
    cost: 5,
    audit: 'act',
  },
  'add-key': administration(own),
  'end-key': administration({ ...own, operator: 'any' }),
  'list-people': reading({ ...own, operator: 'any', authority: 'any' }),
  'invite-person': administration({ ...own, operator: 'any' }),
  'remove-person': administration({ ...own, operator: 'any' }),
  'list-approvals': { ...reading({ ...own, operator: 'any' }), duty: 'administrator' },
  'decide-approval': administration({ ...own, operator: 'any' }),
  'start-passkey': anyone(2),
  'finish-passkey': anyone(5),
  'remove-passkey': { caller: 'person', roles: own, cost: 2, audit: 'act' },
  'start-sign-in': anyone(),
  'finish-sign-in': anyone(5),
  'get-session': { caller: 'person', roles: own, cost: 1, audit: 'none' },
  'end-session': { caller: 'person', roles: own, cost: 1, audit: 'none' },
} as const satisfies Record<OperationName, Policy>

/** What a use case is told of its caller: a member where the policy lets in members only. */
export type CallerOf<N extends OperationName> = (typeof policies)[N]['caller'] extends 'member'
  ? Member
  : (typeof policies)[N]['caller'] extends 'person'
    ? Person
    : Principal
