import { createHash, randomUUID } from 'node:crypto'
import type { LedgerActInput, LedgerActName } from '#schemas/ledger.ts'
import { ledgerActs } from '#schemas/ledger.ts'
import type { OrganisationRole } from '#schemas/organisation.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoCrossUses } from '#adapters/dynamodb/cross-uses.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoLedger } from '#adapters/dynamodb/ledger.ts'
import type { Table } from '#adapters/dynamodb/table.ts'
import { noLimits } from '#adapters/memory/limits.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import type { LedgerActsNeeds, LedgerRequest } from '#domain/ledger/act-on-ledger.ts'
import type { AuthenticateLedgerAct } from '#domain/ledger/authenticate-ledger-act.ts'
import type { LedgerAct } from '#domain/ledger/ledger-act.ts'
import type { LedgerAnswer } from '#domain/ledger/ledger-answer.ts'
import { ledgerViewAt, type LedgerView } from '#domain/ledger/ledger-view.ts'
import { ledgerOf, termsOf } from '#domain/ledger/terms.ts'
import { confirmDrawdown } from '#use-cases/confirm-drawdown.ts'
import { correctDrawdown } from '#use-cases/correct-drawdown.ts'
import { deliverDrawdown } from '#use-cases/deliver-drawdown.ts'
import { releaseDrawdown } from '#use-cases/release-drawdown.ts'
import { releaseFromStock } from '#use-cases/release-from-stock.ts'
import { reserveDrawdown } from '#use-cases/reserve-drawdown.ts'
import { returnGoods } from '#use-cases/return-goods.ts'
import { aCertificateFor, aChangeFor, aLeafFor, aPlanFor } from './a-plan.ts'
import { aStatement } from './a-statement.ts'

interface Actor {
  readonly id: string
  readonly name: string
  readonly country: string
  readonly roles: readonly OrganisationRole[]
}

const actor = (id: string, name: string, country: string, ...roles: OrganisationRole[]): Actor => ({
  id,
  name,
  country,
  roles,
})

/** Who acts in tests of the ledger. The statement of `aStatement()` sends its goods to Viet Nam. */
export const actors = {
  carrier: actor('northern-lines', 'Northern Lines AS', 'NO', 'carrier'),
  otherCarrier: actor('southern-lines', 'Southern Lines SA', 'BR', 'carrier'),
  customs: actor('customs-hamburg', 'Customs Hamburg', 'DE', 'customs'),
  otherCustoms: actor('customs-antwerp', 'Customs Antwerp', 'BE', 'customs'),
  arrival: actor('customs-saigon', 'Customs of Ho Chi Minh City', 'VN', 'customs'),
  holder: actor('mekong-precision', 'Mekong Precision JSC', 'VN', 'importer'),
  otherImporter: actor('delta-machines', 'Delta Machines Co.', 'VN', 'importer'),
  authority: actor('bafa', 'Export control office', 'DE', 'authority'),
} as const
export type ActorName = keyof typeof actors

const deeds = {
  'reserve-drawdown': reserveDrawdown,
  'confirm-drawdown': confirmDrawdown,
  'deliver-drawdown': deliverDrawdown,
  'release-drawdown': releaseDrawdown,
  'return-goods': returnGoods,
  'correct-drawdown': correctDrawdown,
  'release-from-stock': releaseFromStock,
} as const
export type DeedName = keyof typeof deeds

/** An act as it is sent; sending the same one again is repeating it. */
export interface SentAct<N extends LedgerActName = DeedName> {
  readonly name: N
  readonly request: LedgerRequest
}

let acts = 0

/** An act that is not signed: `unsigned` below takes its word for who signed. */
export function anAct<N extends LedgerActName>(
  name: N,
  by: ActorName,
  input: LedgerActInput<N>,
  { at, key = randomUUID() }: { at: number; key?: string },
): SentAct<N> {
  const { certificate: id } = input
  const body = canonicalJson({ act: name, by, iat: at, input, nth: acts++ })
  return { name, request: { id, body, 'idempotency-key': key } }
}

/** Stands for signatures and policy, which have tests of their own. */
export const unsigned: AuthenticateLedgerAct = async (_needs, name, { body }) => {
  const { by, iat, input } = JSON.parse(body) as { by: ActorName; iat: number; input: unknown }
  const { id, name: named, country, roles } = actors[by]
  return {
    text: body,
    digest: createHash('sha256').update(body).digest('base64url'),
    organisation: { id, name: named, country, roles },
    name,
    input: ledgerActs[name].parse(input),
    signedAt: iat,
    signer: { kind: 'key', kid: 'A'.repeat(43) },
    window: { notBefore: 0, notAfter: iat },
  } as LedgerAct<typeof name>
}

/** Of whom `unsigned` does not ask. */
const nobodyAsked = {
  signatories: { find: async () => undefined },
  limits: noLimits,
  registry: { issuer: 'https://registry.example' },
}

/** The deeds of the ledger over one table. */
export function aLedger(table: Table, clock: { now(): number }, over: Partial<LedgerActsNeeds> = {}) {
  const [ledger, certificates] = [dynamoLedger(table), dynamoCertificates(table)]
  const crossUses = dynamoCrossUses(table, systemRandomness)
  const needs: LedgerActsNeeds = { ledger, certificates, crossUses, clock, ...nobodyAsked, ...over }
  const send = ({ name, request }: SentAct): Promise<LedgerAnswer> => deeds[name](needs, unsigned)(request)
  return {
    ledger,
    send,
    /** Who reserves has the paper: the hash on it need not be given. */
    act: async <N extends DeedName & LedgerActName>(name: N, by: ActorName, input: LedgerActInput<N>) => {
      const shown = name === 'reserve-drawdown' ? { sth: (await needs.certificates.find(input.certificate))?.sth } : {}
      return send(anAct(name, by, { ...shown, ...input }, { at: clock.now() }))
    },
    view: async (id: string): Promise<LedgerView> => {
      const certificate = (await needs.certificates.find(id))!
      return ledgerViewAt(termsOf(certificate), await ledger.read(ledgerOf(certificate)), clock.now())
    },
  }
}

/** Stores a certificate for a statement, as issuing does; it is not signed. Its validity has begun. */
export async function anIssuedCertificate(table: Table, change?: (statement: Statement) => void) {
  const plan = aPlanFor(aStatement(change))
  const certificate = aCertificateFor(plan, {
    validFrom: plan.plannedAt - 1_000,
    validUntil: plan.plannedAt + 31_000_000,
  })
  const issuances = dynamoIssuances(table)
  await issuances.plan(plan)
  return issuances.finish(plan, certificate, aLeafFor(certificate), aChangeFor(certificate))
}
