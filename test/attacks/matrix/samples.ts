import { randomUUID } from 'node:crypto'
import type { Presented } from '#schemas/evidence.ts'
import type { Actor } from './actor.ts'

/** What is named in a call: of the caller's own organisation, of the other one, or something that does not exist. */
export interface Named {
  readonly organisation: string
  /** Id of a certificate. */
  readonly certificate: string
  readonly qr: string
  /** Id of a deed that waits for a second person. */
  readonly approval: string
  readonly approvalDigest: string
  readonly person: string
  readonly passkey: string
  readonly kid: string
}

/** A call, but for its operation and its caller. */
export interface Asked {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Aimed {
  readonly actor: Actor
  /** What stands in the path, in the body and in the query. */
  readonly path: Named
  readonly body: Named
  readonly filter: Named | undefined
  /** Which filter is given. */
  readonly filterName: string | undefined
  /** How a certificate is presented in the body. */
  readonly form: 'id' | 'qr'
  readonly origin: string
  /** Time that acts and statements are signed at. */
  readonly at: number
  readonly statement: unknown
}

export type Sample = (aimed: Aimed) => Asked | Promise<Asked>

const noSecret = 'A'.repeat(43)
const noResponse = { id: 'A'.repeat(22), type: 'public-key' }

const nothing: Sample = () => ({})
const json = (body: unknown): Asked => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

const presentedBy = ({ body, form }: Aimed): Presented => (form === 'id' ? { id: body.certificate } : { qr: body.qr })
const presents: Sample = (aimed) => json({ presented: presentedBy(aimed) })

const filtered: Sample = ({ filter, filterName }) => {
  if (filter === undefined || filterName === undefined) return {}
  return { query: { [filterName]: filterName === 'certificate' ? filter.certificate : filter.organisation } }
}

/** An operation whose body is a signed act. `input` is what the act says; acts on status have their members at the top. */
const act =
  (
    name: string,
    input: (aimed: Aimed) => object,
    path: (named: Named) => Record<string, string> = () => ({}),
  ): Sample =>
  async (aimed) => {
    const { actor, origin, at } = aimed
    const payload = { act: name, aud: origin, iat: at, input: input(aimed), iss: actor.organisation }
    return signed(await actor.sign('euc-act+jwt', payload), path(aimed.path))
  }

const signed = ({ body, mediaType }: { body: string; mediaType: string }, path: Record<string, string>): Asked => ({
  path,
  body,
  headers: { 'content-type': mediaType, 'idempotency-key': randomUUID() },
})

const inPath = ({ organisation }: Named) => ({ organisation })
const certificateInPath = ({ certificate }: Named) => ({ id: certificate })
const onDrawdown = ({ certificate }: Named) => ({ certificate, drawdown: 'a-drawdown' })
const transportDocument = { kind: 'CMR', carrier: 'Northern Lines', number: 'NL1' }
const jwk = { crv: 'P-256', kty: 'EC', x: 'A'.repeat(43), y: 'A'.repeat(43) }
const evidence = { method: 'REGISTER_EXTRACT', source: 'A register of companies' }
const digest = 'B'.repeat(42) + 'A'
const reason = 'A reason'

/** A call of each operation. One that has none fails the matrix. */
export const samples: Readonly<Record<string, Sample>> = {
  'get-registry': nothing,
  'get-openapi': nothing,
  'get-statement-schema': nothing,
  'list-profiles': nothing,
  'check-statement': () => json({ statement: {} }),
  'get-trust-list': nothing,
  'list-status-lists': nothing,
  'get-status-list': () => ({ path: { list: '27392' } }),
  'get-certificate': ({ path }) => ({ path: { id: path.certificate } }),
  'render-qr': ({ body }) => json({ qr: body.qr, format: 'svg' }),
  'gather-evidence': presents,
  verify: presents,
  'view-certificate': presents,
  'issue-certificate': async ({ actor, origin, at, body, statement }) =>
    signed(await actor.sign('euc-req+jwt', { aud: origin, iat: at, iss: body.organisation, statement }), {}),
  'change-status': async ({ actor, origin, at, path, body }) => {
    const payload = { act: 'suspend', aud: origin, iat: at, id: body.certificate, iss: actor.organisation, reason }
    return signed(await actor.sign('euc-act+jwt', payload), { id: path.certificate })
  },
  'reserve-drawdown': act(
    'reserve-drawdown',
    ({ body }) => ({ ...onDrawdown(body), line: 1, quantity: '1', unit: 'NAR', document: transportDocument }),
    certificateInPath,
  ),
  'confirm-drawdown': act('confirm-drawdown', ({ body }) => onDrawdown(body), certificateInPath),
  'deliver-drawdown': act(
    'deliver-drawdown',
    ({ body }) => ({
      ...onDrawdown(body),
      document: transportDocument,
      verification: { arrivedOn: '2026-12-01', office: 'An office', officer: 'An officer' },
    }),
    certificateInPath,
  ),
  'release-drawdown': act('release-drawdown', ({ body }) => onDrawdown(body), certificateInPath),
  'return-goods': act(
    'return-goods',
    ({ body }) => ({ ...onDrawdown(body), quantity: '1', reason }),
    certificateInPath,
  ),
  'correct-drawdown': act(
    'correct-drawdown',
    ({ body }) => ({ ...onDrawdown(body), quantity: '1', reason }),
    certificateInPath,
  ),
  'release-from-stock': act(
    'release-from-stock',
    ({ body }) => ({
      certificate: body.certificate,
      line: 1,
      quantity: '1',
      unit: 'NAR',
      child: { certificate: body.certificate, line: 1, drawdown: 'a-drawdown' },
    }),
    certificateInPath,
  ),
  'dispute-drawdown': act('dispute-drawdown', ({ body }) => ({ ...onDrawdown(body), reason }), certificateInPath),
  'read-ledger': ({ path }) => ({ path: certificateInPath(path) }),
  'check-remaining': ({ path }) => ({
    path: certificateInPath(path),
    query: { line: '1', quantity: '1', unit: 'NAR' },
  }),
  'list-cases': nothing,
  'start-passkey': () => json({}),
  'finish-passkey': () => json({ ceremony: noSecret, label: 'Phone', response: noResponse }),
  'remove-passkey': ({ body }) => json({ passkey: body.passkey }),
  'start-sign-in': () => json({}),
  'finish-sign-in': () => json({ ceremony: noSecret, response: noResponse }),
  'get-session': nothing,
  'end-session': () => json({}),
  'request-token': async ({ actor, body, origin, at }) => {
    const claims = {
      aud: origin,
      exp: at + 60,
      iat: at,
      iss: body.organisation,
      jti: randomUUID(),
      sub: body.organisation,
    }
    const request = {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: (await actor.sign('euc-act+jwt', claims)).body,
    }
    return {
      body: new URLSearchParams(request).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }
  },
  'read-audit': filtered,
  'list-certificates': filtered,
  'list-approvals': filtered,
  'list-organisations': filtered,
  'get-organisation': ({ path }) => ({ path: inPath(path) }),
  'list-people': ({ path }) => ({ path: inPath(path) }),
  'prove-domain': ({ path }) => ({
    ...json({ domain: 'nothing.invalid', method: 'WELL_KNOWN' }),
    path: inPath(path),
  }),
  'register-organisation': act('register-organisation', ({ body }) => ({
    organisation: { id: body.organisation, name: 'Newcomer Limited', country: 'VN', roles: ['bank'] },
    identity: evidence,
  })),
  'change-organisation': act(
    'change-organisation',
    ({ body }) => ({ organisation: body.organisation, version: 1, change: { roles: ['operator'] }, reason }),
    inPath,
  ),
  'vouch-identity': act('vouch-identity', ({ body }) => ({ organisation: body.organisation, evidence }), inPath),
  'add-key': act(
    'add-key',
    ({ body, at }) => ({ organisation: body.organisation, jwk, notAfter: at + 900_000 }),
    inPath,
  ),
  'end-key': act('end-key', ({ body }) => ({ organisation: body.organisation, kid: body.kid, reason }), inPath),
  'invite-person': act(
    'invite-person',
    ({ body }) => ({
      organisation: body.organisation,
      name: 'Nobody New',
      title: 'Clerk',
      mandate: { kind: 'OFFICER' },
      duties: ['administrator'],
      invitation: digest,
    }),
    inPath,
  ),
  'remove-person': act(
    'remove-person',
    ({ body }) => ({ organisation: body.organisation, person: body.person, reason }),
    inPath,
  ),
  'decide-approval': act(
    'decide-approval',
    ({ body }) => ({ approval: body.approval, digest: body.approvalDigest, decision: 'approve' }),
    ({ approval }) => ({ approval }),
  ),
}
