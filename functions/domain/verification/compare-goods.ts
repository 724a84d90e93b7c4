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
      required: judged.outcome !== 'skipped',
      basis: 'computed',
      pointer,
      ...judged,
    })),
    ...found.flatMap((each) => notStated(each, subject)),
    ...compareQuantities(found),
  ]
}

/**
 * The statement's line that a shipment line belongs to, and whether it fits. A line that is not named must be the only
 * one that could be meant, also among those that a QR code does not hold.
 */
function lineFor(line: ShipmentLine, subject: Subject): { judged: Judged; match?: SubjectLine } {
  const named = line.lineNo !== undefined
  const compared = subject.lines
    .filter(({ lineNo }) => !named || lineNo === line.lineNo)
    .map((stated) => ({ stated, difference: differenceOf(line, stated, subject) }))
  const possible = named ? compared : compared.filter(({ difference }) => difference?.outcome !== 'fail')
  const fitting = possible.filter(({ difference }) => difference === undefined)
  const [match, another] = fitting.length === 0 ? possible : fitting
  if (match === undefined) return { judged: notFound(line, subject) }
  if (another !== undefined || (!named && !holdsAllLines(subject))) {
    const lines = possible.map(({ stated }) => String(stated.lineNo))
    return { judged: { outcome: 'unknown', code: 'line-ambiguous', facts: { lines } } }
  }
  const { stated, difference } = match
  return { match: stated, judged: difference ?? fits(line, stated, subject) }
}

/** Goods of which nothing was compared do not differ, which is not yet to fit. */
function fits(line: ShipmentLine, stated: SubjectLine, subject: Subject): Judged {
  const facts = { line: stated.lineNo }
  const given = givenFacts(line)
  if (given.length === 0) return { outcome: 'skipped', code: 'not-given', facts }
  return given.every((fact) => silentOn(fact, stated, subject))
    ? { outcome: 'skipped', code: 'not-stated', facts }
    : { outcome: 'pass', code: 'goods-fit', facts }
}

type GoodsFact = 'hs' | 'classification' | 'serialNumbers'

function givenFacts({ hs, classification, serialNumbers = [] }: ShipmentLine): GoodsFact[] {
  return [
    ...(hs === undefined ? [] : (['hs'] as const)),
    ...(classification === undefined ? [] : (['classification'] as const)),
    ...(serialNumbers.length === 0 ? [] : (['serialNumbers'] as const)),
  ]
}

/** Whether the statement says nothing of a fact. Of what a QR code leaves out nobody can tell from it. */
function silentOn(fact: GoodsFact, stated: SubjectLine, { complete }: Subject): boolean {
  if (fact === 'hs') return stated.hs === undefined
  if (fact === 'classification') return complete && stated.classifications.length === 0 && !stated.notListed
  return complete && stated.serialNumbers === undefined
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
  return (
    hsDifference(line, stated) ??
    classificationDifference(line, stated, subject) ??
    serialDifference(line, stated, subject)
  )
}

function hsDifference({ hs }: ShipmentLine, { lineNo, hs: stated }: SubjectLine): Judged | undefined {
  if (hs === undefined || stated === undefined) return undefined
  // A QR code does not carry the edition; under another one the same digits may be other goods.
  if (hs.edition !== undefined && stated.edition === undefined)
    return {
      outcome: 'unknown',
      code: 'not-in-qr',
      facts: { line: lineNo, stated: stated.code, presented: `${hs.code} (${hs.edition})` },
    }
  if (hs.edition !== undefined && hs.edition !== stated.edition)
    return {
      outcome: 'unknown',
      code: 'hs-edition-differs',
      facts: {
        line: lineNo,
        stated: `${stated.code} (${stated.edition})`,
        presented: `${hs.code} (${hs.edition})`,
      },
    }
  // Six digits are the same world-wide; what follows is each country's own.
  if (hs.code.slice(0, 6) === stated.code.slice(0, 6)) return undefined
  return { outcome: 'fail', code: 'hs-differs', facts: { line: lineNo, stated: stated.code, presented: hs.code } }
}

/** US papers call goods in no control list EAR99 (15 CFR 734.3). */
const unlistedCode = 'EAR99'

function classificationDifference(
  { classification }: ShipmentLine,
  { lineNo, classifications, notListed }: SubjectLine,
  { complete }: Subject,
): Judged | undefined {
  if (classification === undefined) return undefined
  const facts = { line: lineNo, stated: [...classifications], presented: classification }
  const presented = plainCode(classification)
  if (classifications.some((code) => plainCode(code) === presented)) return undefined
  // A QR code holds the first number of a line, and does not say of a line without one that it is in no list.
  if (!complete) return { outcome: 'unknown', code: 'not-in-qr', facts }
  if (classifications.length > 0) return { outcome: 'fail', code: 'classification-differs', facts }
  if (!notListed || presented === unlistedCode) return undefined
  return { outcome: 'fail', code: 'classification-differs', facts: { ...facts, stated: ['NOT-LISTED'] } }
}

function serialDifference(
  { serialNumbers: presented = [] }: ShipmentLine,
  { lineNo, serialNumbers: stated }: SubjectLine,
  { complete }: Subject,
): Judged | undefined {
  if (presented.length === 0) return undefined
  if (!complete) return { outcome: 'unknown', code: 'not-in-qr', facts: { line: lineNo, presented } }
  const unlisted = stated === undefined ? [] : presented.filter((serial) => !stated.has(serial))
  if (unlisted.length === 0) return undefined
  return { outcome: 'fail', code: 'serial-not-listed', facts: { line: lineNo, presented: unlisted } }
}

/** Facts of the shipment that the statement does not speak about: not compared, and not silently passed. */
function notStated({ line, match, pointer }: Found, subject: Subject): Check[] {
  if (match === undefined) return []
  const silent = givenFacts(line).filter((fact) => silentOn(fact, match, subject))
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
