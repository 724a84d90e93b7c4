import type { Certificate } from '#schemas/certificate.ts'
import type { Drawdown, LedgerActName, LedgerEntry } from '#schemas/ledger.ts'
import { nobodysId, parseCertificateId } from '../certificate/certificate-id.ts'
import { RegistryError } from '../errors.ts'
import { requireFreshAct } from '../acts/authenticate-act.ts'
import { remainingAfter, remainingOf, untouched, type LineTotals } from './amounts.ts'
import { expired, type MoveFacts, type Moved } from './drawdown-moves.ts'
import { requireInForce } from './in-force.ts'
import type { AuthenticatingNeeds } from './authenticate-ledger-act.ts'
import type { LedgerAct } from './ledger-act.ts'
import { ledgerWriteOf, lineFor, type LedgerPart, type LedgerParts } from './ledger-parts.ts'
import type { DrawdownStep, LedgerOutcome, LedgerWrite, LineUpdate } from './ledger-write.ts'
import {
  certificateUnknown,
  documentUsed,
  drawdownIdUsed,
  quantityExceeded,
  shipmentSetClosed,
  stockExceeded,
} from './refusals.ts'
import { termsOf, type Terms } from './terms.ts'

/** What acting on a ledger needs of the world; the ports of the same names fit it. */
export interface LedgerNeeds {
  readonly ledger: {
    find(organisation: string, act: string, idempotencyKey: string): Promise<LedgerEntry | undefined>
    drawdown(ledger: string, id: string): Promise<Drawdown | undefined>
    line(ledger: string, line: number): Promise<LineTotals | undefined>
    record(write: LedgerWrite): Promise<LedgerOutcome>
    overdue(ledger: string, now: number): Promise<Drawdown[]>
    expire(update: LineUpdate, step: DrawdownStep): Promise<boolean>
  }
  readonly certificates: { find(id: string): Promise<Certificate | undefined> }
  readonly crossUses: { key(): Promise<string> }
}

/** A signed act as it was sent: path, header and body. */
export interface LedgerRequest {
  /** The certificate, as in the path. */
  readonly id: string
  readonly body: string
  readonly 'idempotency-key': string
}

/** What a use case for one kind of act needs. */
export interface LedgerActsNeeds extends LedgerNeeds, AuthenticatingNeeds {
  readonly clock: { now(): number }
}

/** What an act does to one drawdown, judged by how things stand. */
export interface Deed extends Moved {
  readonly before?: Drawdown
  /** Whether the certificate has to be in force: for what takes something of it. */
  readonly draws: boolean
}

export interface Standing {
  readonly certificate: Certificate
  readonly terms: Terms
  readonly facts: MoveFacts
}

/** How often an act is judged again because somebody else was quicker. */
const mostAttempts = 6

/** The course of an act on one drawdown of the certificate that it names; see `actOnLedgers`. */
export function actOnLedger<N extends LedgerActName>(
  act: LedgerAct<N>,
  request: LedgerRequest,
  now: number,
  needs: LedgerNeeds,
  judge: (standing: Standing) => Promise<Deed>,
): Promise<LedgerEntry> {
  return actOnLedgers(act, request, now, needs, async (standing) => {
    const { before, after, change, draws } = await judge(standing)
    if (draws) requireInForce(standing.certificate, now)
    const { certificate, terms } = standing
    return [
      { certificate, terms, ...(before && { before }), after, line: lineFor(terms, after), change, active: draws },
    ]
  })
}

/**
 * The course of every act on ledgers.
 *
 * 1. Find the certificate that it names, and read its terms.
 * 2. Judge the act by the drawdown as it stands.
 * 3. Record the act, the drawdown, the line and the log leaf together, if everything still fits.
 * 4. What does not fit is judged again: after writing down which reservations have ended, where quantity is short.
 * 5. What is refused may have been done before: under the same Idempotency-Key the same act has the same answer for ever.
 */
export async function actOnLedgers<N extends LedgerActName>(
  act: LedgerAct<N>,
  request: LedgerRequest,
  now: number,
  needs: LedgerNeeds,
  judge: (standing: Standing) => Promise<LedgerParts>,
): Promise<LedgerEntry> {
  requireSameCertificate(act, request)
  const key = request['idempotency-key']
  try {
    requireFreshAct(act, now)
    return requireSameAct(await recorded(act, key, now, needs, judge), act)
  } catch (refusal) {
    if (!(refusal instanceof RegistryError) || refusal.status >= 500) throw refusal
    const earlier = await needs.ledger.find(act.organisation.id, act.name, key)
    if (earlier === undefined) throw refusal
    return requireSameAct(earlier, act)
  }
}

async function recorded<N extends LedgerActName>(
  act: LedgerAct<N>,
  key: string,
  now: number,
  needs: LedgerNeeds,
  judge: (standing: Standing) => Promise<LedgerParts>,
): Promise<LedgerEntry> {
  const { id, name, country } = act.organisation
  const facts = { by: { organisation: id, name, country }, at: now }
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const certificate = await namedCertificate(needs, act.input.certificate)
    const parts = await judge({ certificate, terms: termsOf(certificate), facts })
    const outcome = await needs.ledger.record(await ledgerWriteOf(act, key, parts, facts, () => needs.crossUses.key()))
    if (outcome.outcome === 'recorded') return outcome.entry
    await refuseOrTryAgain(outcome, parts, facts, needs)
  }
  throw new RegistryError(
    'conflict',
    'Others are changing this certificate at the same time. Send the same act again with the same Idempotency-Key in a few seconds.',
  )
}

/** Throws RegistryError `request-token-invalid` for an act about another certificate than that in the path. */
export function requireSameCertificate({ input }: { input: { certificate: string } }, { id }: LedgerRequest): void {
  if (input.certificate === parseCertificateId(id)) return
  const detail = 'Send the act to the certificate that it names: "certificate" is another one than that of the address.'
  throw new RegistryError('request-token-invalid', detail, [
    { pointer: '/input/certificate', rule: 'other-certificate', detail },
  ])
}

/** Throws RegistryError `certificate-unknown`. */
export async function namedCertificate({ certificates }: Pick<LedgerNeeds, 'certificates'>, text: string) {
  const certificate = await certificates.find(parseCertificateId(text) ?? nobodysId)
  if (certificate === undefined) throw certificateUnknown()
  return certificate
}

async function refuseOrTryAgain(
  refused: Exclude<LedgerOutcome, { outcome: 'recorded' }>,
  parts: LedgerParts,
  facts: MoveFacts,
  { ledger }: LedgerNeeds,
): Promise<void> {
  switch (refused.outcome) {
    case 'key-used':
      throw keyUsed()
    case 'act-used':
      throw new RegistryError(
        'request-already-used',
        'This signed act was sent before under another Idempotency-Key, and had its effect then. To do the same once more, sign it again.',
      )
    case 'not-active':
      return
    case 'moved':
      if (parts.every(({ before }) => before === undefined)) throw drawdownIdUsed()
      return
    case 'document-used':
      throw documentUsed(refused.line)
    case 'other-shipment':
      if ((await expireOverdue(partOf(refused.ledger, parts), facts, ledger)) === 0) throw shipmentSetClosed()
      return
    case 'short': {
      const part = partOf(refused.ledger, parts)
      if ((await expireOverdue(part, facts, ledger)) === 0) await refuseShort(part, ledger)
    }
  }
}

function partOf(ledger: string, parts: LedgerParts): LedgerPart {
  return parts.find(({ terms }) => terms.ledger === ledger) ?? parts[0]
}

/** How many reservations gave back what they held, because they had ended and nobody had written it down. */
async function expireOverdue({ terms }: LedgerPart, { at }: MoveFacts, ledger: LedgerNeeds['ledger']): Promise<number> {
  let freed = 0
  for (const before of await ledger.overdue(terms.ledger, at)) {
    const { after, change } = expired(before)
    const update = { ledger: terms.ledger, ...lineFor(terms, before), change }
    if (await ledger.expire(update, { before, after, at, oneShipment: terms.oneShipment })) freed += 1
  }
  return freed
}

/** Enough may have come back since the store refused: then the act is tried again. */
async function refuseShort({ terms, line, change }: LedgerPart, ledger: LedgerNeeds['ledger']): Promise<void> {
  const totals = (await ledger.line(terms.ledger, line.line)) ?? { ...untouched, ...line }
  const wanted = -remainingAfter(change)
  if (remainingOf(totals) < wanted) throw quantityExceeded(totals, wanted)
  const leaving = -(change.inHand ?? 0n)
  if (totals.inHand < leaving) throw stockExceeded(totals, leaving)
}

function requireSameAct(entry: LedgerEntry, { digest }: { readonly digest: string }): LedgerEntry {
  if (entry.digest === digest) return entry
  throw keyUsed()
}

function keyUsed(): RegistryError {
  return new RegistryError(
    'idempotency-key-reused',
    'This Idempotency-Key belongs to another act. Send this one with a new key; to repeat the former, send exactly the same signed act.',
  )
}
