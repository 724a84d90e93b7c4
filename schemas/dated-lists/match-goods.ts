import type { hsEditions } from '../statement/goods-line.ts'
import type { ListEntry } from './dated-list.ts'
import type { ListOfDay } from './dated-lists.ts'

export interface Commodity {
  /** 6, 8 or 10 digits. */
  readonly code: string
  readonly edition: (typeof hsEditions)[number]
}

/**
 * Whether goods are in a list. `perhaps` where the code alone cannot tell: the list means only a part of that code
 * (`part`), the code has fewer digits than the list (`short`), or it is of an edition of the Harmonized System whose
 * codes mean other goods (`edition`). `impossible`: no such code exists in the edition that stands beside it.
 */
export type GoodsMatch =
  | { readonly match: 'listed'; readonly entry: ListEntry }
  | { readonly match: 'perhaps'; readonly why: 'part' | 'short' | 'edition'; readonly entry: ListEntry }
  | { readonly match: 'impossible'; readonly entry: ListEntry }
  | { readonly match: 'not-listed' }

const isBefore = (edition: string, other: string) => edition < other

function matchEntry(entry: ListEntry, { code, edition }: Commodity, listEdition: string | undefined): GoodsMatch {
  const covered = code.startsWith(entry.code)
  if (entry.newIn !== undefined && isBefore(edition, entry.newIn)) {
    if (covered) return { match: 'impossible', entry }
    return (entry.formerly ?? []).some((former) => code.startsWith(former))
      ? { match: 'perhaps', why: 'edition', entry }
      : { match: 'not-listed' }
  }
  if (!covered && !entry.code.startsWith(code)) return { match: 'not-listed' }
  if (listEdition !== undefined && isBefore(listEdition, edition)) return { match: 'perhaps', why: 'edition', entry }
  if (!covered) return { match: 'perhaps', why: 'short', entry }
  return entry.ex === true ? { match: 'perhaps', why: 'part', entry } : { match: 'listed', entry }
}

const strength = { 'not-listed': 0, perhaps: 1, impossible: 2, listed: 3 } as const satisfies Record<
  GoodsMatch['match'],
  number
>

/**
 * Compares a commodity code with a list of goods, digit by digit from the left, minding the editions (domain.md 0.9).
 * The strongest answer of all entries counts. A list that is not complete cannot exclude anything: see its `complete`.
 */
export function matchGoods(list: ListOfDay, commodity: Commodity): GoodsMatch {
  let strongest: GoodsMatch = { match: 'not-listed' }
  for (const entry of list.entries) {
    const answer = matchEntry(entry, commodity, list.hsEdition)
    if (strength[answer.match] > strength[strongest.match]) strongest = answer
  }
  return strongest
}
