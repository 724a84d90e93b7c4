import { byPlace, jsonPointer } from '#schemas/statement/located-fault.ts'
import type { Finding, Wish } from '#schemas/statement-check.ts'
import type { Judged, Raised } from './demand.ts'
import { coveredFaults, demandsAround, hiddenBy } from './overlaps.ts'

/** A finding and all who want it. */
export interface Settled extends Omit<Raised, 'wish' | 'subject'> {
  readonly wishes: readonly Wish[]
  /** The statement itself must be so. */
  readonly isOwn: boolean
}

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
 * `wrong` are the demands in whose places the statement has a fault of its own.
 */
export function settleFindings(
  own: readonly Raised[],
  judged: readonly Judged[],
  others: readonly Raised[],
  raw: unknown,
): { settled: Settled[]; wrong: ReadonlySet<Judged> } {
  const raised = judged.flatMap((one) => one.raised)
  const covered = coveredFaults(own, raised, raw)
  const coveredBy = new Map([...covered].flatMap(([fault, covering]) => covering.map((one) => [one, fault] as const)))
  const standing = own.filter((fault) => !covered.has(fault))
  const hidden = hiddenBy(
    standing,
    raised.filter((one) => !coveredBy.has(one)),
  )
  const behind = Map.groupBy(hidden.keys(), (one) => hidden.get(one)!)
  const around = demandsAround(standing, judged)
  const faults = standing.map((fault): Settled => {
    const inside = (around.get(fault) ?? []).map(({ wish }) => ({ ...fault, wish }))
    return { ...fault, wishes: wishesOf([...inside, ...(behind.get(fault) ?? [])]), isOwn: true }
  })
  const told = merge(
    raised.filter((one) => !hidden.has(one)),
    coveredBy,
  )
  const advice = others.map((one): Settled => ({ ...one, wishes: [], isOwn: false }))
  return { settled: [...faults, ...told, ...advice].toSorted(byPlace), wrong: new Set([...around.values()].flat()) }
}
