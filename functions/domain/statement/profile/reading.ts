import { valueAt } from '#schemas/statement/schema-at.ts'

export type Path = readonly PropertyKey[]

/** A piece of a statement that may not be complete, and where it stands. */
export interface Piece {
  readonly path: Path
  readonly value: unknown
}

/** No list of a statement is longer; what is longer is refused by its shape and not read here. */
const longestList = 200

/** The elements of a list; none if it is no list. */
export function piecesOf(raw: unknown, list: string): readonly Piece[] {
  const elements = valueAt(raw, [list])
  if (!Array.isArray(elements) || elements.length > longestList) return []
  return elements.map((value: unknown, index) => ({ path: [list, index], value }))
}

export function textAt(raw: unknown, path: Path): string | undefined {
  const value = valueAt(raw, path)
  return typeof value === 'string' ? value : undefined
}

/** The words of a list; none if it is no list. */
export function wordsAt(raw: unknown, path: Path): readonly string[] {
  const value = valueAt(raw, path)
  return Array.isArray(value) && value.length <= longestList ? value.filter((word) => typeof word === 'string') : []
}

export const meet = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.includes(one))

/** Roles of the party that stands behind each role of a signature. */
const signingParties: Readonly<Record<string, readonly string[]>> = {
  END_USER: ['END_USER'],
  FINAL_CONSIGNEE: ['FINAL_CONSIGNEE'],
  PURCHASER: ['PURCHASER', 'IMPORTER'],
  EXPORTER: ['EXPORTER'],
  AUTHORITY: ['CERTIFYING_AUTHORITY'],
}

const partiesBehind = (role: string | undefined): readonly string[] =>
  role !== undefined && Object.hasOwn(signingParties, role) ? signingParties[role]! : []

/**
 * Whether somebody signs in a role. Who signs for a party signs for all that the party is: a consignee who is the end user
 * need not sign twice. The end user's own signature is never replaced: without it there is no statement.
 */
export function isSignedAs(raw: unknown, role: string): boolean {
  const parties = piecesOf(raw, 'parties').map(({ value }) => wordsAt(value, ['roles']))
  return piecesOf(raw, 'signatures').some(({ value }) => {
    const signed = textAt(value, ['role'])
    if (signed === role) return true
    if (role === 'END_USER') return false
    const [held, wanted] = [partiesBehind(signed), partiesBehind(role)]
    return parties.some((roles) => meet(roles, held) && meet(roles, wanted))
  })
}
