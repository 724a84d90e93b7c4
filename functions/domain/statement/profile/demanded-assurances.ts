import type { AssuranceChoice, ParameterDemand, Profile, WantedAssurance } from '#schemas/profile/profile.ts'
import { valueAt } from '#schemas/statement/schema-at.ts'
import { fillIn } from '#schemas/wording/fill-in.ts'
import { undertakingWords } from '#schemas/wording/undertakings.ts'
import type { Given } from './condition-holds.ts'
import { weigh, type Judged, type Raised } from './demand.ts'
import { piecesOf, textAt, wordsAt, type Piece } from './reading.ts'

const plain = (text: string) => text.trim().toLowerCase()

function parameterFits(demand: ParameterDemand, value: unknown): boolean {
  if ('given' in demand) return value !== undefined
  if ('is' in demand) return typeof value === 'string' && demand.is.some((one) => plain(one) === plain(value))
  if ('includes' in demand) {
    const words = wordsAt({ value }, ['value']).map(plain)
    return demand.includes.every((one) => words.includes(plain(one)))
  }
  if (typeof value !== 'number') return false
  return 'atMost' in demand ? value <= demand.atMost : value >= demand.atLeast
}

const demandsOn = ({ params = {} }: AssuranceChoice) =>
  Object.entries(params).filter((entry): entry is [string, ParameterDemand] => entry[1] !== undefined)

/** The first parameter of a promise that is not as the choice wants it. */
const misfit = (choice: AssuranceChoice, { value }: Piece) =>
  demandsOn(choice).find(([name, demand]) => !parameterFits(demand, valueAt(value, ['params', name])))

const ask = (demand: ParameterDemand): string => {
  if ('is' in demand) return `"${demand.is[0]}"`
  if ('includes' in demand) return demand.includes.map((one) => `"${one}"`).join(', ')
  if ('atMost' in demand) return `at most ${demand.atMost}`
  return 'atLeast' in demand ? `at least ${demand.atLeast}` : 'filled in'
}

/** Profiles never change, and the words for a promise that is missing are asked for at each keystroke in a form. */
const knownWords = new WeakMap<AssuranceChoice, string>()

/** A promise in words, with the parameters that are wanted. */
function inWords(choice: AssuranceChoice): string {
  const known = knownWords.get(choice) ?? wordsFor(choice)
  knownWords.set(choice, known)
  return known
}

function wordsFor(choice: AssuranceChoice): string {
  const facts = Object.fromEntries(
    demandsOn(choice).flatMap(([name, demand]) =>
      'is' in demand ? [[name, demand.is[0]!]] : 'includes' in demand ? [[name, demand.includes.join(', ')]] : [],
    ),
  )
  const words = fillIn(undertakingWords[choice.code], facts).map((piece) =>
    'words' in piece ? piece.words : String(piece.value),
  )
  const params = demandsOn(choice).map(([name, demand]) => `"${name}" ${ask(demand)}`)
  return `${choice.code}${params.length === 0 ? '' : ` with ${params.join(' and ')}`} (“${words.join('')}”)`
}

/** Where a parameter says something else, another promise to another authority may be meant, so one more is asked for. */
const meansAnother = ([name, demand]: [string, ParameterDemand], { value }: Piece) =>
  'is' in demand && valueAt(value, ['params', name]) !== undefined

type Weight = Pick<Raised, 'severity' | 'wish'>

function raise({ accept }: WantedAssurance, promises: readonly Piece[], weight: Weight): Raised[] {
  const given = accept.flatMap((choice) =>
    promises.filter(({ value }) => textAt(value, ['code']) === choice.code).map((promise) => ({ choice, promise })),
  )
  const nearly = given.find(({ choice, promise }) => {
    const wrong = misfit(choice, promise)
    return wrong === undefined || !meansAnother(wrong, promise)
  })
  if (nearly === undefined) {
    const choices = accept.map(inWords)
    const detail = `This promise is needed: ${choices.join(', or ')}. Add it to "assurances" if the end user gives it.`
    return [
      { path: ['assurances'], rule: 'assurance-missing', kind: 'missing', detail, subject: keyOf(accept), ...weight },
    ]
  }
  const { choice, promise } = nearly
  const wrong = misfit(choice, promise)
  if (wrong !== undefined)
    return [
      {
        path: [...promise.path, 'params', wrong[0]],
        rule: 'assurance-parameter',
        kind: valueAt(promise.value, ['params', wrong[0]]) === undefined ? 'missing' : 'conflict',
        detail: `In the promise ${choice.code}, "${wrong[0]}" must be ${ask(wrong[1])}.`,
        subject: keyOf([choice]),
        ...weight,
      },
    ]
  return [
    {
      path: [...promise.path, 'accepted'],
      rule: 'assurance-declined',
      kind: 'conflict',
      detail: `The end user does not accept ${inWords(choice)}. Without this promise the statement does not serve here.`,
      subject: keyOf(accept),
      ...weight,
    },
  ]
}

/** One text for one set of choices. */
export const keyOf = (accept: readonly AssuranceChoice[]): string =>
  accept
    .map((choice) => JSON.stringify(choice))
    .toSorted()
    .join(' or ')

/** Exceptions to a promise are for the authority to judge. */
const withExceptions = ({ path, value }: Piece, weight: Weight): Raised[] =>
  textAt(value, ['exceptions']) === undefined
    ? []
    : [
        {
          path: [...path, 'exceptions'],
          rule: 'assurance-with-exceptions',
          kind: 'conflict',
          detail:
            'This promise is given with exceptions. Ask the authority whether it takes them, or promise without any.',
          ...weight,
          severity: 'advice',
        },
      ]

/** The promises that a profile wants, each with what is missing of it. */
export function judgeAssurances(profile: Profile, given: Given): Judged[] {
  const promises = piecesOf(given.raw, 'assurances')
  return profile.assurances.map((wanted) => {
    const { applies, wish, severity, stands } = weigh(wanted, profile, given)
    const weight = { severity, wish }
    const kept = promises.find(
      (promise) =>
        valueAt(promise.value, ['accepted']) === true &&
        wanted.accept.some(
          (choice) => textAt(promise.value, ['code']) === choice.code && misfit(choice, promise) === undefined,
        ),
    )
    const isAsked = applies === true && wanted.need !== 'optional'
    const raised =
      kept !== undefined
        ? isAsked
          ? withExceptions(kept, weight)
          : []
        : isAsked
          ? raise(wanted, promises, weight)
          : []
    const state = kept !== undefined ? 'there' : applies === undefined ? 'open' : isAsked ? 'missing' : 'not-asked'
    const codes = wanted.accept.map(({ code }) => code)
    return {
      stands: { assurances: codes, ...stands, state },
      raised,
      places: isAsked && kept !== undefined ? [kept.path] : [],
      wish,
      severity,
    }
  })
}
