import * as z from 'zod'
import bookOfElements from './elements.json' with { type: 'json' }
import type { Condition } from './condition.ts'
import type { Element } from './element.ts'
import { profile, type Profile } from './profile.ts'
import type { Source } from '../source.ts'

/**
 * Everything that a regime may ask for, by name, in the order of a form. Its form is checked by test/schemas/profiles.test.ts
 * and not at each start.
 */
export const elements: ReadonlyMap<string, Element> = new Map(
  Object.entries(bookOfElements as unknown as Readonly<Record<string, Element>>),
)

/** Profiles by id and day. */
export interface ProfileBook {
  readonly all: readonly Profile[]
  /** The edition in force on a day (YYYY-MM-DD); undefined for an id that is unknown or not in force. */
  on(id: string, day: string): Profile | undefined
  /** All editions in force on a day, by id. */
  inForce(day: string): readonly Profile[]
}

const inForceOn = ({ effectiveFrom, effectiveUntil }: Profile, day: string) =>
  effectiveFrom <= day && (effectiveUntil === undefined || day <= effectiveUntil)

/** The source that a demand names. Throws for one that the profile does not have, which `profileBook` has refused. */
export function sourceOf({ id, sources }: Profile, key: string): Source {
  const found = Object.hasOwn(sources, key) ? sources[key] : undefined
  if (found === undefined) throw new Error(`profile ${id} names the source "${key}" and does not describe it`)
  return found
}

/** Elements that a condition looks at. */
function elementsIn(condition: Condition): string[] {
  if ('has' in condition) return [condition.has]
  if ('not' in condition) return elementsIn(condition.not)
  if ('any' in condition) return condition.any.flatMap(elementsIn)
  return 'all' in condition ? condition.all.flatMap(elementsIn) : []
}

const demandsOf = (one: Profile) => [
  ...one.elements,
  ...one.assurances,
  ...one.documentKinds,
  ...one.scopes,
  ...one.signatures,
  ...one.validity,
  ...one.languages,
  ...one.tolerance,
]

/** Names in a profile that lead nowhere. */
function faultsOf(one: Profile): string[] {
  const demands = demandsOf(one)
  const sources = [...demands, ...(one.acceptsUnknown === undefined ? [] : [one.acceptsUnknown])].map(
    ({ source }) => source,
  )
  const named = [
    ...one.elements.map(({ element }) => element),
    ...demands.flatMap(({ when }) => (when === undefined ? [] : elementsIn(when))),
  ]
  return [
    ...sources.filter((key) => !Object.hasOwn(one.sources, key)).map((key) => `the source "${key}" is not described`),
    ...named.filter((id) => !elements.has(id)).map((id) => `"${id}" is no element`),
    ...one.elements
      .filter(({ element }, index) => one.elements.findIndex((other) => other.element === element) < index)
      .map(({ element }) => `"${element}" is asked for twice`),
  ]
}

const overlap = (one: Profile, other: Profile) =>
  one.id === other.id && (inForceOn(one, other.effectiveFrom) || inForceOn(other, one.effectiveFrom))

/**
 * Reads profiles from data. Throws an Error that names every fault: of the form, a name that leads nowhere, two editions in
 * force on one day or with one version.
 */
export function profileBook(raw: readonly unknown[]): ProfileBook {
  const all = raw.map((one) => {
    const read = profile.safeParse(one)
    if (!read.success) throw new Error(`a profile is not of the form: ${z.prettifyError(read.error)}`)
    return read.data
  })
  const faults = all.flatMap((one, index) =>
    [
      ...faultsOf(one),
      ...all
        .slice(0, index)
        .filter((other) => overlap(one, other) || (one.id === other.id && one.version === other.version))
        .map(() => 'two editions cannot be told apart'),
    ].map((fault) => `profile ${one.id} version ${one.version}: ${fault}`),
  )
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return {
    all,
    on: (id, day) => all.find((one) => one.id === id && inForceOn(one, day)),
    inForce: (day) => all.filter((one) => inForceOn(one, day)),
  }
}

/** A book that is read when it is first opened: a Lambda that starts has other things to do. */
export function closedBook(read: () => ProfileBook): ProfileBook {
  let opened: ProfileBook | undefined
  const open = () => (opened ??= read())
  return {
    get all() {
      return open().all
    },
    on: (id, day) => open().on(id, day),
    inForce: (day) => open().inForce(day),
  }
}
