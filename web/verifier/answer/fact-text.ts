import type { FactValue } from '#schemas/wording/fill-in.ts'
import { kindOfFact } from '#schemas/wording/facts.ts'
import type { Words } from '#web/words/words.tsx'

/** A fact of a check as a person reads it. */
export function factText(name: string, value: FactValue, words: Words): string {
  if (Array.isArray(value)) return words.list(value.map((entry: string) => factText(name, entry, words)))
  if (typeof value === 'number') return numberText(name, value, words)
  const text = String(value)
  const kind = kindOfFact(name)
  if (kind === 'country') return words.country(text)
  if (kind === 'role') return named(words.catalogue.roles, text)
  if (kind === 'status') return named(words.catalogue.statuses, text)
  if (kind === 'identity-method') return named(words.catalogue.identityMethods, text)
  if (kind === 'mandate') return named(words.catalogue.mandates, text)
  if (kind === 'silent') return ''
  if (kind === 'amount') return amountText(text, words)
  return text
}

/** A quantity and its unit's code, or the code alone; the figures stay exactly as given. */
function amountText(text: string, words: Words): string {
  const match = /^(?:([\d.]+) )?([A-Z0-9]{2,3})$/.exec(text)
  if (match === null) return text
  const [, quantity, unit] = match
  return quantity === undefined ? words.unit(unit!) : `${quantity} ${words.unit(unit!)}`
}

function numberText(name: string, value: number, words: Words): string {
  const kind = kindOfFact(name)
  if (kind === 'day') return words.dayOf(value)
  if (kind === 'last-day') return words.dayOf(value - 1)
  if (kind === 'instant') return words.time(value)
  if (kind === 'duration') return words.duration(value)
  return String(value)
}

/** The name of a code, or the code itself: a newer registry may know codes that this page does not. */
export function named(names: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(names, code) ? names[code]! : code
}
