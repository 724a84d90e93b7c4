import type { Element } from '#schemas/profile/element.ts'
import { elements } from '#schemas/profile/profile-book.ts'
import type { Profile, WantedElement } from '#schemas/profile/profile.ts'
import type { DemandState } from '#schemas/statement-check.ts'
import type { Given } from './condition-holds.ts'
import { weigh, type Judged, type Raised } from './demand.ts'
import type { Place } from './find-element.ts'

/** Places of an element by its name, found once for all profiles. */
export type PlacesByElement = (element: string) => readonly Place[]

const needed = ({ title, question }: Element) =>
  `This is needed: ${title.charAt(0).toLowerCase()}${title.slice(1)}. ${question}`

function stateOf(wanted: WantedElement, applies: boolean | undefined, places: readonly Place[]): DemandState['state'] {
  const isThere = places.length > 0 && places.every(({ presence }) => presence !== 'missing')
  if (isThere) return places.some(({ presence }) => presence === 'said-unknown') ? 'said-unknown' : 'there'
  if (applies === undefined) return 'open'
  // What belongs to a party or a line that is not there waits for it; the party or line has its own demand.
  return applies && wanted.need !== 'optional' && places.length > 0 ? 'missing' : 'not-asked'
}

function raise(wanted: WantedElement, places: readonly Place[], weight: Pick<Raised, 'severity' | 'wish'>): Raised[] {
  const element = elements.get(wanted.element)!
  const what = { element: wanted.element, why: element.why, subject: wanted.element, ...weight }
  return places
    .filter(({ presence }) => presence === 'missing')
    .map(({ path }) => ({ path, rule: 'missing', kind: 'missing', detail: needed(element), ...what }))
}

/** "Unknown", with a reason, is an answer where the law says so; elsewhere somebody may ask back. */
function advise(wanted: WantedElement, places: readonly Place[], wish: Raised['wish']): Raised[] {
  const { title, why } = elements.get(wanted.element)!
  return places
    .filter(({ presence }) => presence === 'said-unknown')
    .map(({ path }) => ({
      path,
      rule: 'said-unknown',
      kind: 'missing',
      severity: 'advice',
      detail: `The statement says that this is not known: ${title.charAt(0).toLowerCase()}${title.slice(1)}. Find out if you can; the authority may ask back.`,
      why,
      element: wanted.element,
      ...(wish === undefined ? {} : { wish }),
    }))
}

/** The elements that a profile wants, each with what is missing of it. */
export function judgeElements(profile: Profile, given: Given, placesOf: PlacesByElement): Judged[] {
  return profile.elements.map((wanted) => {
    const { applies, wish, severity, stands } = weigh(wanted, profile, given)
    const places = placesOf(wanted.element)
    const state = stateOf(wanted, applies, places)
    const isAsked = applies === true && wanted.need !== 'optional'
    const raised =
      state === 'missing'
        ? raise(wanted, places, { severity, wish })
        : state === 'said-unknown' && isAsked && profile.acceptsUnknown === undefined
          ? advise(wanted, places, wish)
          : []
    return {
      stands: { element: wanted.element, ...stands, state },
      raised,
      places: isAsked ? places.filter(({ presence }) => presence !== 'missing').map(({ path }) => path) : [],
      wish,
      severity,
    }
  })
}
