import { elements } from '#schemas/profile/profile-book.ts'
import { jsonPointer } from '#schemas/statement/located-fault.ts'
import { valueAt } from '#schemas/statement/schema-at.ts'
import type { Judged, Raised } from './demand.ts'
import type { Path } from './reading.ts'

/** Pointers of a place and of all above it, the place first. */
function* upwards(path: Path): Generator<string> {
  for (let length = path.length; length >= 0; length--) yield jsonPointer(path.slice(0, length))
}

function put<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** Missing elements by what they cover: the place where they go, and the rules that say the same. */
function coveringIndex(raised: readonly Raised[]) {
  const byPlace = new Map<string, Raised[]>()
  const byRule = new Map<string, { value: string | undefined; by: Raised }[]>()
  for (const by of raised) {
    if (by.element === undefined || by.rule !== 'missing') continue
    put(byPlace, jsonPointer(by.path), by)
    for (const { rule, value } of elements.get(by.element)?.covers ?? []) put(byRule, rule, { value, by })
  }
  return { byPlace, byRule }
}

/** For each fault of the statement itself the missing elements that say the same. */
export function coveredFaults(own: readonly Raised[], raised: readonly Raised[], raw: unknown): Map<Raised, Raised[]> {
  const covered = new Map<Raised, Raised[]>()
  if (own.length === 0) return covered
  const { byPlace, byRule } = coveringIndex(raised)
  for (const fault of own) {
    const here =
      fault.rule === 'missing' || fault.rule === 'too-few' ? (byPlace.get(jsonPointer(fault.path)) ?? []) : []
    const alike = (byRule.get(fault.rule) ?? []).filter(
      ({ value }) => value === undefined || valueAt(raw, fault.path) === value,
    )
    const covering = [...here, ...alike.map(({ by }) => by)]
    if (covering.length > 0) covered.set(fault, covering)
  }
  return covered
}

/** Faults by which nothing below them can be read. */
const isHiding = ({ rule }: Raised) => rule === 'wrong-type' || rule === 'too-many'

/** For each missing element that nobody can see behind a fault of the statement itself: that fault. */
export function hiddenBy(faults: readonly Raised[], raised: readonly Raised[]): Map<Raised, Raised> {
  const hiding = new Map(faults.filter(isHiding).map((fault) => [jsonPointer(fault.path), fault]))
  const hidden = new Map<Raised, Raised>()
  if (hiding.size === 0) return hidden
  for (const one of raised)
    for (const pointer of upwards(one.path)) {
      const fault = hiding.get(pointer)
      if (fault === undefined) continue
      hidden.set(one, fault)
      break
    }
  return hidden
}

/** For each fault of the statement itself the demands in whose places it lies. */
export function demandsAround(faults: readonly Raised[], judged: readonly Judged[]): Map<Raised, Judged[]> {
  const around = new Map<Raised, Judged[]>()
  if (faults.length === 0) return around
  const byPlace = new Map<string, Judged[]>()
  for (const one of judged) for (const place of one.places) put(byPlace, jsonPointer(place), one)
  for (const fault of faults)
    around.set(
      fault,
      [...upwards(fault.path)].flatMap((pointer) => byPlace.get(pointer) ?? []),
    )
  return around
}
