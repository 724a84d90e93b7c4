import { signatoryPersonOf } from '../certificate/signatory-person.ts'
import type { Certificate } from '#schemas/certificate.ts'
import type { Drawdown, LedgerActName, LedgerEntry } from '#schemas/ledger.ts'
import { ledgerLeaf } from '../log/ledger-leaf.ts'
import { printChange, type LineChange } from './amounts.ts'
import { usesOfDrawdown } from './cross-use.ts'
import type { MoveFacts } from './drawdown-moves.ts'
import type { LedgerAct } from './ledger-act.ts'
import type { LedgerWrite } from './ledger-write.ts'
import type { Terms } from './terms.ts'

/** What an act does to one ledger. */
export interface LedgerPart {
  readonly certificate: Certificate
  readonly terms: Terms
  /** The drawdown that it moves or makes; none where it is about the line as a whole. */
  readonly before?: Drawdown
  readonly after?: Drawdown
  readonly line: { readonly line: number; readonly unit: string; readonly limit: bigint }
  readonly change: LineChange
  /** The certificate has to be active when this is stored. */
  readonly active: boolean
}

/** The first one's entry answers the caller. */
export type LedgerParts = readonly [LedgerPart, ...LedgerPart[]]

/** A later version may have dropped the line; what was drawn on it goes on all the same, and gains nothing. */
export function lineFor({ lines }: Terms, { line, unit }: Drawdown): LedgerPart['line'] {
  return { line, unit, limit: lines.get(line)?.limit ?? 0n }
}

/** All that an act does, as the store takes it: one entry in the history and one leaf for each ledger. */
export async function ledgerWriteOf<N extends LedgerActName>(
  act: LedgerAct<N>,
  idempotencyKey: string,
  parts: LedgerParts,
  facts: MoveFacts,
  fingerprintKey: () => Promise<string>,
): Promise<LedgerWrite> {
  const [first, ...rest] = parts
  const made = parts.filter(({ before, after }) => before === undefined && after?.documentKey !== undefined)
  const uses = made.map(async ({ after }) => usesOfDrawdown(after!, await fingerprintKey()))
  return {
    entries: [entryOf(act, first, facts), ...rest.map((part) => entryOf(act, part, facts))],
    organisation: act.organisation.id,
    idempotencyKey,
    lines: parts.map(({ terms, line, change }) => ({ ledger: terms.ledger, ...line, change })),
    steps: parts.flatMap(({ before, after, terms }) =>
      after === undefined ? [] : [{ ...(before && { before }), after, at: facts.at, oneShipment: terms.oneShipment }],
    ),
    active: parts.filter(({ active }) => active).map(({ certificate }) => certificate.id),
    uses: (await Promise.all(uses)).flat(),
    leaves: await Promise.all(parts.map((part) => leafOf(entryOf(act, part, facts), part.certificate))),
  }
}

function entryOf<N extends LedgerActName>(act: LedgerAct<N>, part: LedgerPart, { by, at }: MoveFacts): LedgerEntry {
  const { certificate, terms, after, line, change } = part
  return {
    ledger: terms.ledger,
    certificate: certificate.id,
    digest: act.digest,
    name: act.name,
    by,
    ...(act.signer.kind === 'person' && { signedBy: signatoryPersonOf(act.signer.person) }),
    at,
    signedAt: act.signedAt,
    act: act.text,
    ...(after && { drawdown: after }),
    line: line.line,
    change: printChange(change),
    ...('reason' in act.input && act.input.reason !== undefined && { reason: act.input.reason }),
  }
}

async function leafOf(entry: LedgerEntry, { leafSalt }: Certificate): Promise<LedgerWrite['leaves'][0]> {
  return { id: `${entry.ledger}.${entry.digest}`, at: entry.at, bytes: await ledgerLeaf(entry, leafSalt) }
}
