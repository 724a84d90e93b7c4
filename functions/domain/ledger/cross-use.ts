import type { Certificate } from '#schemas/certificate.ts'
import type { Conflict, Drawdown } from '#schemas/ledger.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { storedStatement } from '../certificate/stored-credential.ts'
import { partiesWith } from '../certificate/statement-parties.ts'
import { commitment } from '../log/commitment.ts'
import { foldedName } from '../verification/same-name.ts'
import { bareNumber } from '#schemas/transport-document.ts'
import { holds } from './drawdown-state.ts'
import { ledgerOf } from './terms.ts'

/**
 * A use of something that should be used once: of a serial number, of the papers of a deal, of a line of an order, of a
 * transport document. `fingerprint` is keyed, so who reads it learns nothing; equal ones are of the same thing.
 */
export interface Use {
  readonly kind: Conflict['kind']
  readonly fingerprint: string
  readonly ledger: string
  readonly certificate: string
  /** Who stated it or drew under it. */
  readonly organisation: string
  readonly at: number
  readonly line?: number
  readonly drawdown?: string
  /** What it is, in words of this side; shown to this side only. */
  readonly own: string
}

/** HMAC-SHA-256 under the registry's own key (base64url), so that nobody can try values out. */
const fingerprintOf = (key: string, kind: Conflict['kind'], value: unknown) => commitment(key, { kind, value })

/** The same for every statement of a firm, so seeing them twice says nothing. */
const everydayPapers = new Set<string>(['DELEGATION', 'STAMP', 'LETTERHEAD'])

/** What a certificate uses by being issued. */
export async function usesOfCertificate(certificate: Certificate, key: string): Promise<Use[]> {
  const statement = storedStatement(certificate)
  const { id, organisation, issuedAt: at } = certificate
  const base = { ledger: ledgerOf(certificate), certificate: id, organisation, at }
  const found = [
    ...papersOf(statement),
    ...statement.lines.flatMap((line) => [...serialsOf(line, statement), ...orderOf(line, statement)]),
  ]
  return Promise.all(
    found.map(async ({ value, ...use }) => ({
      ...base,
      ...use,
      fingerprint: await fingerprintOf(key, use.kind, value),
    })),
  )
}

interface Found {
  readonly kind: Conflict['kind']
  readonly value: unknown
  readonly own: string
  readonly line?: number
}
type Line = Statement['lines'][number]

function papersOf({ attachments = [] }: Statement): Found[] {
  return attachments
    .filter(({ kind }) => !everydayPapers.has(kind))
    .map(({ kind, sha256 }) => ({ kind: 'document', value: sha256, own: `${kind} ${sha256}` }))
}

/** Makers number for themselves: a serial number is one of its maker, or of who supplies it. */
function serialsOf({ lineNo, manufacturer, serialNumbers = [] }: Line, statement: Statement): Found[] {
  const maker = foldedName(manufacturer ?? partiesWith('EXPORTER', statement)[0]?.legalName ?? '')
  return serialNumbers.map((serial) => ({
    kind: 'serial-number',
    value: { maker, serial: bareNumber(serial) },
    own: serial,
    line: lineNo,
  }))
}

/** The same goods of the same order; without an order, like goods are no sign of anything. */
function orderOf(line: Line, { transaction }: Statement): Found[] {
  const order = transaction?.contractNumber ?? transaction?.orderNumber
  if (order === undefined) return []
  const { lineNo, hs, model, partNumber, quantity, unit } = line
  const goods = [hs?.code ?? '', foldedName(model ?? ''), bareNumber(partNumber ?? ''), quantity, unit]
  const value = { goods, order: bareNumber(order) }
  return [{ kind: 'goods-line', value, own: `line ${lineNo} of ${order}`, line: lineNo }]
}

/** What a drawdown uses; nothing where it has no transport document. */
export async function usesOfDrawdown(drawdown: Drawdown, key: string): Promise<Use[]> {
  const { ledger, certificate, id, line, documentKey, reserved } = drawdown
  if (documentKey === undefined) return []
  const kind = 'transport-document'
  const fingerprint = await fingerprintOf(key, kind, documentKey)
  const { organisation } = reserved.by
  return [
    { kind, fingerprint, ledger, certificate, organisation, at: reserved.at, line, drawdown: id, own: documentKey },
  ]
}

/** Whether a use that was noted has come to anything that still holds: what never happened, or was given up, clashes with nothing. */
export function stands(use: Use, certificate: Certificate | undefined, drawdown: Drawdown | undefined): boolean {
  if (use.drawdown !== undefined) return drawdown !== undefined && holds(drawdown)
  return certificate?.status === 'active' || certificate?.status === 'suspended'
}

/** What one side sees of uses by others. Another line of the same ledger is no other use. */
export function conflictsOf(own: readonly Use[], others: readonly Use[]): Conflict[] {
  return own.flatMap((use) =>
    others
      .filter(({ fingerprint, ledger }) => fingerprint === use.fingerprint && ledger !== use.ledger)
      .map((other) => ({
        kind: use.kind,
        own: use.own,
        ...(use.line !== undefined && { line: use.line }),
        ...(use.drawdown !== undefined && { drawdown: use.drawdown }),
        sameOrganisation: other.organisation === use.organisation,
        first: use.at < other.at || (use.at === other.at && use.certificate < other.certificate),
        at: other.at,
      })),
  )
}
