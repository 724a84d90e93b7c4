import * as z from 'zod'
import { credentialPayload, digest, type Certificate } from '#schemas/certificate.ts'
import { disputeCase } from '#schemas/case.ts'
import { drawdown, ledgerActs, ledgerEntry, type Drawdown, type LedgerEntry } from '#schemas/ledger.ts'
import type { Take } from './sorter.ts'

const amount = z.union([z.int(), z.bigint()]).transform(BigInt)
const line = z.strictObject({
  ledger: z.string(),
  line: z.int(),
  unit: z.string(),
  limit: amount,
  remaining: amount,
  reserved: amount,
  shipped: amount,
  returned: amount,
  delivered: amount,
  withdrawn: amount,
  inHand: amount,
  version: z.int().min(1),
})
type Line = z.output<typeof line>
const actRow = z.strictObject({
  organisation: z.string(),
  operation: z.string(),
  idempotencyKey: z.string(),
  fingerprint: digest,
  ledger: z.string(),
})
const claim = z.strictObject({
  ledger: z.string(),
  line: z.int(),
  documentKey: z.string(),
  drawdown: z.string(),
  until: z.int(),
})
const openCase = z.strictObject({ id: digest, ledger: z.string(), openedAt: z.int() })
const use = z.strictObject({
  kind: z.string(),
  fingerprint: digest,
  ledger: z.string(),
  certificate: z.string(),
  organisation: z.string(),
  at: z.int(),
  line: z.int().optional(),
  drawdown: z.string().optional(),
  own: z.string(),
})
const shipment = z.strictObject({ ledger: z.string(), documentKey: z.string(), open: z.int().min(0) })

const rowsOfActs = new RegExp(`^ORG#\\S+ IDEM#(${Object.keys(ledgerActs).join('|')})#`)

/** The ledgers in the table, at their places. */
export function readLedger(take: Take) {
  return {
    lines: take(/^CERT#\S+ LINE#/, line, (each) => `CERT#${each.ledger} LINE#${fourDigits(each.line)}`),
    drawdowns: take(/^CERT#\S+ DRAW#/, drawdown, (each) => `CERT#${each.ledger} DRAW#${each.id}`),
    entries: take(/^CERT#\S+ ENTRY#/, ledgerEntry, (each) => `CERT#${each.ledger} ENTRY#${each.digest}`),
    ledgerRows: take(rowsOfActs, actRow, (row) => {
      return `ORG#${row.organisation} IDEM#${row.operation}#${row.idempotencyKey}`
    }),
    documentClaims: take(/^CERT#\S+ DOC#/, claim, (each) => {
      return `CERT#${each.ledger} DOC#${fourDigits(each.line)}#${each.documentKey}`
    }),
    cases: take(/^CERT#\S+ CASE#/, disputeCase, (each) => `CERT#${each.ledger} CASE#${each.id}`),
    openCases: take(
      /^CASES OPEN#/,
      openCase,
      (each) => `CASES OPEN#${String(each.openedAt).padStart(12, '0')}#${each.id}`,
    ),
    uses: take(/^USE#/, use, (each) => {
      return `USE#${each.fingerprint} USE#${each.certificate}#${each.drawdown ?? `line-${each.line ?? 0}`}`
    }),
    secrets: take(/^REGISTRY SECRET#/, z.strictObject({ secret: digest }), () => 'REGISTRY SECRET#fingerprints'),
    shipments: take(/^CERT#\S+ SHIPMENT$/, shipment, (each) => `CERT#${each.ledger} SHIPMENT`),
  }
}

export type LedgerContents = ReturnType<typeof readLedger> & {
  readonly certificates: readonly Certificate[]
  readonly leaves: readonly { readonly id: string }[]
}

/**
 * What must not be: a line that holds more than its statement allows, or other amounts than its drawdowns or its history
 * add up to; a drawdown that its last act did not make; an act that is not logged, or that nobody finds by its key; a
 * transport document that two drawdowns have.
 */
export function checkLedger(contents: LedgerContents): string[] {
  return [
    ...contents.lines.flatMap((each) => checkLine(each, contents)),
    ...contents.drawdowns.flatMap((each) => checkDrawdown(each, contents)),
    ...checkEntries(contents),
    ...checkClaims(contents),
    ...checkUses(contents),
    ...checkCases(contents),
    ...contents.shipments.flatMap((each) => checkShipment(each, contents)),
  ]
}

function checkLine(found: Line, { drawdowns, entries, certificates }: LedgerContents): string[] {
  const place = `line ${found.line} of ${found.ledger}`
  const own = drawdowns.filter((each) => each.ledger === found.ledger && each.line === found.line)
  const acts = entries.filter((each) => each.ledger === found.ledger && each.line === found.line)
  const sum = (of: (each: Drawdown) => string) => own.reduce((total, each) => total + millionths(of(each)), 0n)
  const inState =
    (...states: Drawdown['state'][]) =>
    (each: Drawdown) =>
      states.includes(each.state) ? each.quantity : '0'
  const changes = (name: string) => acts.reduce((total, { change }) => total + millionths(change[name] ?? '0'), 0n)
  const byDrawdowns = {
    reserved: sum(inState('reserved')),
    shipped: sum(inState('confirmed', 'delivered')),
    returned: sum(({ returned }) => returned),
    delivered: sum(({ delivered }) => delivered),
    inHand: sum(({ inHand }) => inHand) - found.withdrawn,
  }
  const limit = allowedBy(certificates, found)
  return [
    ...(found.reserved + found.shipped - found.returned <= found.limit ? [] : [`${place} holds more than it may`]),
    ...(found.remaining === found.limit - found.reserved - found.shipped + found.returned
      ? []
      : [`${place} does not say what remains`]),
    ...(limit === undefined || limit === found.limit
      ? []
      : [`${place} allows ${found.limit}, and its statement ${limit}`]),
    ...Object.entries(byDrawdowns)
      .filter(([name, value]) => found[name as keyof typeof byDrawdowns] !== value)
      .map(
        ([name, value]) => `${place} has ${name} ${found[name as keyof typeof byDrawdowns]}, its drawdowns ${value}`,
      ),
    ...(['shipped', 'returned', 'delivered', 'withdrawn', 'inHand'] as const)
      .filter((name) => found[name] !== changes(name))
      .map((name) => `${place} has ${name} ${found[name]}, its history ${changes(name)}`),
    ...(found.reserved === changes('reserved') - sum(inState('expired'))
      ? []
      : [`${place} has ${found.reserved} reserved, its history ${changes('reserved')}`]),
  ]
}

/** What the statement of the version that is in force, or was last, allows; undefined where the store holds no real one. */
function allowedBy(certificates: readonly Certificate[], { ledger, line: number }: Line): bigint | undefined {
  const versions = certificates.filter((each) => (each.ledger ?? each.id) === ledger)
  const newest = versions.find(({ supersededBy }) => supersededBy === undefined)
  const stated = newest && statedLines(newest).find(({ lineNo }) => lineNo === number)
  if (stated === undefined) return undefined
  return (millionths(stated.quantity) * (100_000_000n + millionths(stated.tolerancePct ?? '0'))) / 100_000_000n
}

const read = new WeakMap<Certificate, ReturnType<typeof readLines>>()

function statedLines(certificate: Certificate) {
  const found = read.get(certificate) ?? readLines(certificate)
  read.set(certificate, found)
  return found
}

function readLines({ credential }: Certificate) {
  try {
    const payload: unknown = JSON.parse(Buffer.from(credential.split('.')[1] ?? '', 'base64url').toString())
    return credentialPayload.parse(payload).statement.lines
  } catch {
    return []
  }
}

function checkDrawdown(found: Drawdown, { entries, lines }: LedgerContents): string[] {
  const place = `drawdown ${found.id} of ${found.ledger}`
  const acts = entries.filter((each) => each.ledger === found.ledger && each.drawdown?.id === found.id)
  const last = acts.toSorted((a, b) => a.drawdown!.version - b.drawdown!.version).at(-1)
  const written = acts.length + (found.state === 'expired' ? 1 : 0)
  const same = found.state === 'expired' || JSON.stringify(sorted(last?.drawdown)) === JSON.stringify(sorted(found))
  return [
    ...(written === found.version ? [] : [`${place} is at version ${found.version} by ${written} acts`]),
    ...(same ? [] : [`${place} is not what its last act made it`]),
    ...(lines.some((each) => each.ledger === found.ledger && each.line === found.line) ? [] : [`${place} has no line`]),
  ]
}

function checkEntries({ entries, ledgerRows, leaves, certificates }: LedgerContents): string[] {
  const named = (each: { ledger: string; fingerprint: string; organisation: string; operation: string }) =>
    `${each.operation} ${each.fingerprint} by ${each.organisation}`
  const acts = new Set(
    entries.map((each) =>
      named({ ...each, fingerprint: each.digest, organisation: each.by.organisation, operation: each.name }),
    ),
  )
  const rows = ledgerRows.map(named)
  const logged = new Set(leaves.map(({ id }) => id))
  return [
    ...[...acts].filter((act) => !rows.includes(act)).map((act) => `${act} could be done again under its key`),
    ...rows.filter((row) => !acts.has(row)).map((row) => `${row} is in no history`),
    ...(new Set(rows).size === rows.length ? [] : ['an act was done under two keys']),
    ...entries.filter((each) => !logged.has(leafOf(each))).map((each) => `${leafOf(each)} was not logged`),
    ...entries
      .filter((each) => !certificates.some(({ id }) => id === each.certificate))
      .map((each) => `${leafOf(each)} has no certificate`),
  ]
}

const leafOf = ({ ledger, digest: act }: LedgerEntry) => `${ledger}.${act}`

/** A reservation that has ended may have lost its document to another; whatever holds something else has it. */
function checkClaims({ drawdowns, documentClaims }: LedgerContents): string[] {
  const holding = drawdowns.filter(
    ({ state, quantity, documentKey }) =>
      documentKey !== undefined && (state === 'confirmed' || state === 'delivered') && quantity !== '0',
  )
  const unclaimed = holding.filter((each) => {
    const own = documentClaims.find(
      ({ ledger, line: number, documentKey }) =>
        ledger === each.ledger && number === each.line && documentKey === each.documentKey,
    )
    return own?.drawdown !== each.id
  })
  return unclaimed.map(({ id, ledger }) => `drawdown ${id} of ${ledger} does not have its transport document`)
}

/** What a drawdown uses is noted with it; what a certificate does may be noted without it. */
function checkUses({ drawdowns, uses }: LedgerContents): string[] {
  const known = new Set(drawdowns.map(({ ledger, id }) => `${ledger} ${id}`))
  return uses
    .filter(({ ledger, drawdown: id }) => id !== undefined && !known.has(`${ledger} ${id}`))
    .map(({ own }) => `the use of ${own} is by no drawdown`)
}

/** Who says "not mine" suspends, and what an authority has to look into it finds. */
function checkCases({ cases, openCases, certificates }: LedgerContents): string[] {
  const open = cases.filter(({ state }) => state === 'open').map(({ id }) => id)
  const listed = openCases.map(({ id }) => id)
  return [
    ...open.filter((id) => !listed.includes(id)).map((id) => `nobody finds the case ${id}`),
    ...listed.filter((id) => !open.includes(id)).map((id) => `the case ${id} is listed and not open`),
    ...cases
      .filter((each) => !certificates.some(({ id }) => id === each.certificate))
      .map(({ id }) => `the case ${id} has no certificate`),
  ]
}

function checkShipment(
  { ledger, documentKey, open }: z.infer<typeof shipment>,
  { drawdowns }: LedgerContents,
): string[] {
  const holding = drawdowns.filter(
    (each) =>
      each.ledger === ledger &&
      (each.state === 'reserved' ||
        ((each.state === 'confirmed' || each.state === 'delivered') && each.quantity !== '0')),
  )
  return [
    ...(holding.length === open ? [] : [`the shipment of ${ledger} has ${open} drawdowns open, not ${holding.length}`]),
    ...(holding.every((each) => each.documentKey === documentKey) ? [] : [`${ledger} covers two shipments`]),
  ]
}

/** By another way than the registry's own. */
function millionths(decimal: string): bigint {
  const negative = decimal.startsWith('-')
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const value = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
  return negative ? -value : value
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  )
}

function fourDigits(number: number): string {
  return String(number).padStart(4, '0')
}
