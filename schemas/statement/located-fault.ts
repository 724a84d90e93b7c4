import type { Fault } from '../problem.ts'

/** A fault before its place is written as a pointer. */
export interface LocatedFault {
  readonly path: readonly PropertyKey[]
  readonly rule: string
  readonly detail: string
}

/** RFC 6901 JSON pointer. */
export const jsonPointer = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** By place, as a reader goes through the statement: "/lines/2" before "/lines/10". */
export function byPlace(one: Pick<LocatedFault, 'path'>, other: Pick<LocatedFault, 'path'>): number {
  for (const [index, step] of one.path.entries()) {
    const against = other.path[index]
    if (against === undefined) return 1
    if (step === against) continue
    if (typeof step === 'number' && typeof against === 'number') return step - against
    return String(step) < String(against) ? -1 : 1
  }
  return one.path.length - other.path.length
}

/** All faults once each, by place; at most `limit`, and then one that says how many more there are. */
export function toFaults(located: readonly LocatedFault[], limit: number): Fault[] {
  const faults = new Map<string, Fault>()
  for (const { path, rule, detail } of located.toSorted(byPlace)) {
    const pointer = jsonPointer(path)
    faults.set(`${pointer} ${rule} ${detail}`, { pointer, rule, detail })
  }
  const all = [...faults.values()]
  if (all.length <= limit) return all
  const more = all.length - limit
  return [
    ...all.slice(0, limit),
    {
      pointer: '',
      rule: 'more-faults',
      detail: `There ${more === 1 ? 'is 1 more fault' : `are ${more} more faults`}; correct these first and send the statement again.`,
    },
  ]
}

/** At most 60 characters of what was sent, in quotation marks; nothing invisible is shown, it could turn the sentence round. */
export function quoted(value: string): string {
  const characters = [...value.slice(0, 130)].map((character) =>
    /[\p{C}\p{Zl}\p{Zp}]/u.test(character) ? '�' : character,
  )
  return characters.length > 57 || value.length > 130
    ? `"${characters.slice(0, 57).join('')}…"`
    : `"${characters.join('')}"`
}
