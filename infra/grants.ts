import type { KeyUse } from '#schemas/keys.ts'
import { functionNames, type FunctionName } from './functions.ts'

export interface Grant {
  /** Actions on the table itself. A transaction asks for the actions of its parts. */
  readonly table: readonly string[]
  /** Whether it may count, in rows `BUCKET#…` of the table, what its callers do; who may update any row needs no such right. */
  readonly counts?: true
  /** Actions on each named index of the table. */
  readonly indexes: Readonly<Record<string, readonly string[]>>
  /** Keys with which the function may sign, and whose public half it may read. */
  readonly signsWith: readonly KeyUse[]
  /** Keys whose public half it may read and record, and with which it may not sign. */
  readonly publishes?: readonly KeyUse[]
}

/**
 * Everything that the code may do, and there is no other grant on the table or the keys. A role is for one function.
 * `jobs` signs as `issuing` does: it finishes what was planned and never signed (security.md 2), from a plan that the
 * importer's signature stands behind; no caller reaches it, so it alone says which registries to trust. It makes no access
 * token: `access` alone does, and can sign nothing else.
 */
export const grants = {
  public: { table: ['dynamodb:GetItem', 'dynamodb:Query'], counts: true, indexes: {}, signsWith: [] },
  // Tells the audit which member has seen which certificate.
  verification: {
    table: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    counts: true,
    indexes: {},
    signsWith: [],
  },
  access: {
    table: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    indexes: {},
    signsWith: ['access'],
  },
  members: {
    table: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    indexes: {},
    signsWith: [],
  },
  // Records what is drawn; deletes nothing, and signs nothing.
  ledger: {
    table: [
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:ConditionCheckItem',
    ],
    indexes: {},
    signsWith: [],
  },
  issuing: {
    table: [
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:ConditionCheckItem',
    ],
    indexes: {},
    signsWith: ['credential', 'qr', 'status'],
  },
  jobs: {
    table: [
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:DeleteItem',
    ],
    indexes: { planned: ['dynamodb:Query'] },
    signsWith: ['credential', 'qr', 'status', 'trust-list'],
    publishes: ['access'],
  },
} as const satisfies Record<FunctionName, Grant>

/** Functions that may sign with keys of this use. */
export function signersOf(use: KeyUse): FunctionName[] {
  return functionNames.filter((name) => (grants[name].signsWith as readonly KeyUse[]).includes(use))
}

/** Functions that may read the public half of keys of this use. */
export function readersOf(use: KeyUse): FunctionName[] {
  return functionNames.filter((name) => {
    const { signsWith, publishes = [] }: Grant = grants[name]
    return [...signsWith, ...publishes].includes(use)
  })
}
