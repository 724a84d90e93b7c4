import type { Source } from '../source.ts'
import chpl from './chpl.json' with { type: 'json' }
import { datedList, type DatedList, type DatedListName, type ListEdition, type ListEntry } from './dated-list.ts'
import eu12gAnnexXl from './eu-12g-annex-xl.json' with { type: 'json' }
import eu12gGoods from './eu-12g-goods.json' with { type: 'json' }
import eu12gPartners from './eu-12g-partners.json' with { type: 'json' }
import euMemberStates from './eu-member-states.json' with { type: 'json' }
import uaTerritories from './ua-territories.json' with { type: 'json' }

export const datedLists: Readonly<Record<DatedListName, DatedList>> = {
  chpl: datedList.parse(chpl),
  'eu-12g-annex-xl': datedList.parse(eu12gAnnexXl),
  'eu-12g-goods': datedList.parse(eu12gGoods),
  'eu-12g-partners': datedList.parse(eu12gPartners),
  'eu-member-states': datedList.parse(euMemberStates),
  'ua-territories': datedList.parse(uaTerritories),
}

/** A list as it stood on one day. */
export interface ListOfDay {
  readonly name: DatedListName
  readonly title: string
  readonly from: string
  readonly until?: string
  /** False: what is not in the list here may still be in the real one. */
  readonly complete: boolean
  readonly hsEdition?: NonNullable<ListEdition['hsEdition']>
  readonly sources: readonly Source[]
  readonly entries: readonly ListEntry[]
  readonly codes: ReadonlySet<string>
  /** Believed to be in the list, and not seen. */
  readonly unsure: ReadonlySet<string>
}

const inForce = (name: DatedListName, day: string): ListEdition | undefined =>
  datedLists[name].editions.find(({ from, until }) => from <= day && (until === undefined || day <= until))

/** An edition and those that it includes, as they stand on a day. */
function partsOf(edition: ListEdition, day: string): { edition: ListEdition; group?: string }[] {
  const included = (edition.includes ?? []).flatMap(({ list, group }) => {
    const other = inForce(list, day)
    return other === undefined ? [] : [{ edition: other, group }]
  })
  return [{ edition }, ...included]
}

const entriesOf = (parts: ReturnType<typeof partsOf>): ListEntry[] =>
  parts.flatMap(({ edition, group }) =>
    group === undefined ? edition.entries : edition.entries.map((entry) => ({ ...entry, group })),
  )

function listOf(name: DatedListName, edition: ListEdition, parts: ReturnType<typeof partsOf>): ListOfDay {
  const entries = entriesOf(parts)
  const { from, until, complete, hsEdition, sources } = edition
  return {
    name,
    title: datedLists[name].title,
    from,
    ...(until === undefined ? {} : { until }),
    complete,
    ...(hsEdition === undefined ? {} : { hsEdition }),
    sources,
    entries,
    codes: new Set(entries.filter((entry) => entry.unsure !== true).map(({ code }) => code)),
    unsure: new Set(entries.filter((entry) => entry.unsure === true).map(({ code }) => code)),
  }
}

/** One for each set of editions that were ever in force together: a handful. */
const known = new Map<string, ListOfDay>()

/**
 * The edition of a list in force on a day (YYYY-MM-DD), with what it includes of others; undefined where no edition of
 * that day is held, and then nobody can say who or what was in the list.
 */
export function listOn(name: DatedListName, day: string): ListOfDay | undefined {
  const edition = inForce(name, day)
  if (edition === undefined) return undefined
  const parts = partsOf(edition, day)
  const key = [name, ...parts.map((part) => part.edition.from)].join(' ')
  const before = known.get(key)
  if (before !== undefined) return before
  const list = listOf(name, edition, parts)
  known.set(key, list)
  return list
}
