import { cookieName } from '#middleware/session.ts'
import { type OperationName, operations } from '#schemas/operations.ts'
import { policies, type Policy, type Relation } from '#schemas/policy.ts'

/** Ways of saying who calls, as OpenAPI has them. */
export const securitySchemes = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT (RFC 9068)',
    description: 'Of a machine, for ten minutes: from `request-token`.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: cookieName,
    description: 'Of a person, who has signed in with a passkey: from `finish-sign-in`.',
  },
  csrfToken: {
    type: 'apiKey',
    in: 'header',
    name: 'X-CSRF-Token',
    description: 'With a session, for all but GET: from `get-session`.',
  },
} as const

type Requirement = Record<string, string[]>

/** What an operation asks for; `{}` says that it may be nothing. */
export function securityOf(name: OperationName): Requirement[] {
  const { caller }: Policy = policies[name]
  const accessToken: Requirement = { accessToken: [] }
  if (caller !== 'member') return [{}, accessToken]
  const changes = operations[name].method !== 'GET'
  return [accessToken, { session: [], ...(changes && { csrfToken: [] }) }]
}

const reach: Record<Relation, string> = {
  own: 'what is its own',
  named: 'certificates that name it or that it presents',
  any: 'all',
}

/** Who may, in sentences, by the table of policies. */
export function accessOf(name: OperationName): string {
  const { caller, roles, duty, cost }: Policy = policies[name]
  const counted = `Counts as ${cost === 1 ? 'one call' : `${cost} calls`}.`
  if (caller === 'anyone') return `For everybody. ${counted}`
  const byReach = Map.groupBy(Object.entries(roles), ([, relation]) => relation)
  const allowed = [...byReach].map(
    ([relation, rows]) => `${rows.map(([role]) => role).join(', ')} (${reach[relation]})`,
  )
  const how = caller === 'signatory' ? 'By the signature of the body. ' : ''
  const needs = duty === undefined ? '' : ` A person needs the duty ${duty}.`
  return `${how}For the roles ${allowed.join('; ')}.${needs} ${counted}`
}
