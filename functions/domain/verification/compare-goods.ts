import type { Shipment, ShipmentLine } from '#schemas/shipment.ts'
import type { Check, CheckCode, Facts } from '#schemas/verdict.ts'
import { compareQuantities, type Found } from './compare-quantities.ts'
import type { Subject, SubjectLine } from './subject.ts'

type Judged = { code: CheckCode; outcome: Check['outcome']; facts?: Facts }

/** Goods and quantities of a shipment against the statement, line by line; each difference shows both values. */
export function compareGoods(subject: Subject, { lines }: Shipment): Check[] {
  if (lines === undefined || lines.length === 0) {
    return [
      { name: 'goods', outcome: 'skipped', code: 'not-given', required: false, basis: 'computed' },
      { name: 'quantity', outcome: 'skipped', code: 'not-given', required: false, basis: 'computed' },
    ]
  }
  const found = lines.map((line, index) => ({ line, pointer: `/lines/${index}`, ...lineFor(line, subject) }))
  return [
    ...found.map(({ judged, pointer }): Check => ({
      name: 'goods',
      required: true,
      basis: 'computed',
      pointer,
      ...judged,
    })),
    ...found.flatMap(notStated),
    ...compareQuantities(found),
  ]
}

/** The statement's line that a shipment line belongs to, and whether it fits. */
function lineFor(line: ShipmentLine, subject: Subject): { judged: Judged; match?: SubjectLine } {
  const named = line.lineNo === undefined ? undefined : subject.lines.filter(({ lineNo }) => lineNo === line.lineNo)
  const candidates = named ?? subject.lines.filter((candidate) => differenceOf(line, candidate, subject) === undefined)
  const [match, another] = candidates
  if (match === undefined) return { judged: notFound(line, subject) }
  if (another !== undefined)
    return {
      judged: {
        outcome: 'unknown',
        code: 'line-ambiguous',
        facts: { lines: candidates.map(({ lineNo }) => String(lineNo)) },
      },
    }
  const difference = differenceOf(line, match, subject)
  return difference === undefined
    ? { match, judged: { outcome: 'pass', code: 'goods-fit', facts: { line: match.lineNo } } }
    : { match, judged: difference }
}

/** A QR code may hold fewer lines than the statement: then the line may be on the full certificate. */
function notFound(line: ShipmentLine, subject: Subject): Judged {
  const facts: Facts = {
    ...(line.lineNo === undefined ? {} : { presentedLine: line.lineNo }),
    ...(line.hs === undefined ? {} : { presentedHs: line.hs.code }),
    ...(line.classification === undefined ? {} : { presentedClassification: line.classification }),
    statementLines: subject.lines.map(({ lineNo }) => String(lineNo)),
  }
  return holdsAllLines(subject)
    ? { outcome: 'fail', code: 'line-not-found', facts }
    : { outcome: 'unknown', code: 'not-in-qr', facts }
}

function holdsAllLines({ shown, lines }: Subject): boolean {
  return shown.source !== 'qr' || shown.summary.lineCount === lines.length
}

/** Control-list numbers are written with and without dots and spaces (domain.md 3.1). */
const plainCode = (code: string) => code.replace(/[.\s]/g, '').toUpperCase()

function differenceOf(line: ShipmentLine, stated: SubjectLine, subject: Subject): Judged | undefined {
  const { hs, classification, serialNumbers } = line
  if (hs !== undefined && stated.hs !== undefined) {
    const { edition } = stated.hs
    if (hs.edition !== undefined && edition !== undefined && hs.edition !== edition) {
      return {
        outcome: 'unknown',
        code: 'hs-edition-differs',
        facts: {
          line: stated.lineNo,
          stated: `${stated.hs.code} (${edition})`,
          presented: `${hs.code} (${hs.edition})`,
        },
      }
    }
    // Six digits are the same world-wide; what follows is each country's own.
    if (hs.code.slice(0, 6) !== stated.hs.code.slice(0, 6))
      return {
        outcome: 'fail',
        code: 'hs-differs',
        facts: { line: stated.lineNo, stated: stated.hs.code, presented: hs.code },
      }
  }
  if (
    classification !== undefined &&
    stated.classifications.length > 0 &&
    !stated.classifications.some((code) => plainCode(code) === plainCode(classification))
  ) {
    return subject.complete
      ? {
          outcome: 'fail',
          code: 'classification-differs',
          facts: { line: stated.lineNo, stated: [...stated.classifications], presented: classification },
        }
      : {
          outcome: 'unknown',
          code: 'not-in-qr',
          facts: { line: stated.lineNo, stated: [...stated.classifications], presented: classification },
        }
  }
  const unlisted =
    stated.serialNumbers === undefined
      ? []
      : (serialNumbers ?? []).filter((serial) => !stated.serialNumbers!.includes(serial))
  if (unlisted.length > 0)
    return { outcome: 'fail', code: 'serial-not-listed', facts: { line: stated.lineNo, presented: unlisted } }
  if (serialNumbers !== undefined && !subject.complete)
    return { outcome: 'unknown', code: 'not-in-qr', facts: { line: stated.lineNo, presented: serialNumbers } }
  return undefined
}

/** Facts of the shipment that the statement does not speak about: not compared, and not silently passed. */
function notStated({ line, match, pointer }: Found): Check[] {
  if (match === undefined) return []
  const silent = [
    ...(line.hs !== undefined && match.hs === undefined ? ['hs'] : []),
    ...(line.classification !== undefined && match.classifications.length === 0 ? ['classification'] : []),
    ...(line.serialNumbers !== undefined && match.serialNumbers === undefined ? ['serialNumbers'] : []),
  ]
  return silent.map((member) => ({
    name: 'goods',
    outcome: 'skipped',
    code: 'not-stated',
    required: false,
    basis: 'computed',
    pointer: `${pointer}/${member}`,
    facts: { line: match.lineNo },
  }))
}
