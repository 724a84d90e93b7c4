import { elements } from '#schemas/profile/profile-book.ts'
import { byPlace, jsonPointer } from '#schemas/statement/located-fault.ts'
import { valueAt } from '#schemas/statement/schema-at.ts'
import type { Finding, Wish } from '#schemas/statement-check.ts'
import type { Judged, Raised } from './demand.ts'
import type { Path } from './reading.ts'

/** A finding and all who want it. */
export interface Settled extends Omit<Raised, 'wish' | 'subject'> {
  readonly wishes: readonly Wish[]
  /** The statement itself must be so. */
  readonly isOwn: boolean
}

const begins = (path: Path, start: Path) => start.length <= path.length && start.every((step, at) => step === path[at])

const samePath = (one: Path, other: Path) => one.length === other.length && begins(one, other)

/** Whether a missing element says the same as a fault of the statement itself. */
function covers({ element, path }: Raised, fault: Raised, raw: unknown): boolean {
  if (element === undefined) return false
  if (samePath(path, fault.path) && (fault.rule === 'missing' || fault.rule === 'too-few')) return true
  return (elements.get(element)?.covers ?? []).some(
    ({ rule, value }) => rule === fault.rule && (value === undefined || valueAt(raw, fault.path) === value),
  )
}

/** Faults by which nothing below them can be read. */
const hides = (fault: Raised, { path }: Raised) =>
  (fault.rule === 'wrong-type' || fault.rule === 'too-many') && begins(path, fault.path)

/** One wish of each profile; where it wants a thing for two reasons, the one whose source was seen counts. */
function wishesOf(raised: readonly Raised[]): Wish[] {
  const byProfile = new Map<string, Wish>()
  const wishes = raised.flatMap(({ wish }) => wish ?? [])
  for (const wish of [...wishes.filter(({ confidence }) => confidence === 'seen'), ...wishes])
    if (!byProfile.has(wish.profile)) byProfile.set(wish.profile, wish)
  return [...byProfile.values()]
}

const strongest = (raised: readonly Raised[]): Finding['severity'] =>
  raised.some(({ severity }) => severity === 'required') ? 'required' : 'advice'

/** Sets of choices, the narrower of which answers the wider: who promises A serves also who wants "A or B". */
function narrowest(groups: readonly Raised[][]): Raised[][] {
  const promises = groups
    .filter(([first]) => first!.rule === 'assurance-missing')
    .map((group) => ({ group, choices: (group[0]!.subject ?? '').split(' or ') }))
  const answers = new Map<Raised[], Raised[]>()
  for (const { group, choices } of promises.filter(({ choices }) => choices.length > 1)) {
    const narrower = promises.find(
      (other) => other.choices.length < choices.length && other.choices.every((one) => choices.includes(one)),
    )
    if (narrower !== undefined) answers.set(group, narrower.group)
  }
  return groups
    .filter((group) => !answers.has(group))
    .map((group) => [...group, ...[...answers].flatMap(([wider, narrower]) => (narrower === group ? wider : []))])
}

function merge(raised: readonly Raised[], owns: ReadonlyMap<Raised, Raised>): Settled[] {
  const groups = Map.groupBy(raised, ({ path, rule, subject }) => `${jsonPointer(path)} ${rule} ${subject ?? ''}`)
  return narrowest([...groups.values()]).map((group) => {
    const { wish: _, subject: __, ...first } = group[0]!
    const own = group.map((one) => owns.get(one)).find((fault) => fault !== undefined)
    // The form of the statement says how it is written, the profile what it is for.
    const detail =
      own?.rule === 'missing' && own.detail !== first.detail
        ? `${first.detail} ${hintOf(own.detail)}`.trim()
        : first.detail
    const isOwn = own !== undefined
    return { ...first, detail, severity: isOwn ? 'required' : strongest(group), wishes: wishesOf(group), isOwn }
  })
}

/** "This is needed: country of use (end use). Write the country as …": what follows the first sentence. */
const hintOf = (detail: string) => /^This is needed: [^.]*\.(.*)$/s.exec(detail)?.[1]?.trim() ?? ''

/**
 * Brings together what the statement itself and each profile found, so that everything is asked for once: a missing element
 * takes the place of the fault that says the same, and a fault inside an element names the profiles that want the element.
 */
export function settleFindings(
  own: readonly Raised[],
  judged: readonly Judged[],
  others: readonly Raised[],
  raw: unknown,
): Settled[] {
  const raised = judged.flatMap((one) => one.raised)
  const coveredBy = new Map<Raised, Raised>()
  const standing = own.filter((fault) => {
    const covering = raised.filter((one) => covers(one, fault, raw))
    for (const one of covering) coveredBy.set(one, fault)
    return covering.length === 0
  })
  const told = raised.filter((one) => coveredBy.has(one) || !standing.some((fault) => hides(fault, one)))
  const faults = standing.map((fault): Settled => {
    const inside = judged.filter(({ places }) => places.some((place) => begins(fault.path, place)))
    const hidden = raised.filter((one) => hides(fault, one))
    const wishes = wishesOf([...inside.map(({ wish }) => ({ ...fault, wish })), ...hidden])
    return { ...fault, wishes, isOwn: true }
  })
  const all = [
    ...faults,
    ...merge(told, coveredBy),
    ...others.map((one): Settled => ({ ...one, wishes: [], isOwn: false })),
  ]
  return all.toSorted(byPlace)
}

/** Whether a fault of the statement itself lies in what meets a demand. */
export const isWrong = ({ places }: Judged, own: readonly Raised[]): boolean =>
  places.some((place) => own.some(({ path }) => begins(path, place)))
