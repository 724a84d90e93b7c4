import { percent } from '#schemas/decimal.ts'
import type { Profile } from '#schemas/profile/profile.ts'
import type { Finding } from '#schemas/statement-check.ts'
import { scaled } from '#domain/quantity/decimal.ts'
import { isDay, monthsLater } from './calendar.ts'
import type { Given } from './condition-holds.ts'
import { weigh, type Judged, type Raised } from './demand.ts'
import { meet, piecesOf, textAt, type Path } from './reading.ts'

type Told = Pick<Raised, 'path' | 'detail' | 'subject'> & { rule: string; kind: Finding['kind'] }
type Rules<K extends 'documentKinds' | 'scopes' | 'signatures' | 'validity' | 'languages' | 'tolerance'> =
  Profile[K][number]

const conflict = (path: Path, rule: string, detail: string): Told => ({
  path,
  rule,
  kind: 'conflict',
  detail,
  subject: detail,
})

const oneOf = (words: readonly string[]) => words.map((word) => `"${word}"`).join(' or ')

/** A word of the statement that must be one of these; a word that is not there yet is for the form of the statement to ask. */
const chosen =
  (path: Path, rule: string, what: string) =>
  ({ accepted }: { accepted: readonly string[] }, { raw }: Given): Told[] => {
    const word = textAt(raw, path)
    return word === undefined || accepted.includes(word)
      ? []
      : [conflict(path, rule, `${what} must be ${oneOf(accepted)} here.`)]
  }

function signatureFaults(demand: Rules<'signatures'>, { raw }: Given): Told[] {
  const { roles, acceptedKinds, refusedKinds = [], acceptedAuthorities } = demand
  return piecesOf(raw, 'signatures').flatMap(({ path, value }) => {
    const [role, kind, authority] = ['role', 'kind', 'authority'].map((name) => textAt(value, [name]))
    if (role === undefined || (roles !== undefined && !meet(roles, [role]))) return []
    const accepted = acceptedKinds === undefined ? '' : ` Taken are: ${acceptedKinds.join(', ')}.`
    const isRefused =
      kind !== undefined &&
      (meet(refusedKinds, [kind]) || (acceptedKinds !== undefined && !meet(acceptedKinds, [kind])))
    const hasNoRight =
      authority !== undefined && acceptedAuthorities !== undefined && !meet(acceptedAuthorities, [authority])
    return [
      ...(isRefused
        ? [
            conflict(
              [...path, 'kind'],
              'signature-kind',
              `A signature of the kind ${kind} is not taken here.${accepted}`,
            ),
          ]
        : []),
      ...(hasNoRight
        ? [
            conflict(
              [...path, 'authority'],
              'signature-authority',
              `Who signs must be ${oneOf(acceptedAuthorities)} here.`,
            ),
          ]
        : []),
    ]
  })
}

function validityFaults({ maxAgeMonths, maxMonthsFromSignature }: Rules<'validity'>, { raw, today }: Given): Told[] {
  const [signedOn, validUntil] = [textAt(raw, ['signedOn']), textAt(raw, ['validUntil'])]
  if (!isDay(signedOn)) return []
  const faults: Told[] = []
  if (maxAgeMonths !== undefined && today > monthsLater(signedOn, maxAgeMonths))
    faults.push(
      conflict(
        ['signedOn'],
        'statement-age',
        `The statement was signed on ${signedOn}; it is taken for ${maxAgeMonths} months. Have it signed again.`,
      ),
    )
  if (maxMonthsFromSignature !== undefined && isDay(validUntil)) {
    const latest = monthsLater(signedOn, maxMonthsFromSignature)
    if (validUntil > latest)
      faults.push(
        conflict(
          ['validUntil'],
          'validity-limit',
          `Signed on ${signedOn}, the statement may stand until ${latest} at the latest (${maxMonthsFromSignature} months).`,
        ),
      )
  }
  return faults
}

/** "zh-Hant-HK" is Chinese in the traditional script: what follows a language that is accepted does not matter. */
const isIn = (language: string, accepted: readonly string[]) =>
  accepted.some((one) => language === one || language.startsWith(`${one}-`))

function languageFaults({ accepted, otherwise = [] }: Rules<'languages'>, { raw }: Given): Told[] {
  const language = textAt(raw, ['language'])
  if (language === undefined || isIn(language, accepted)) return []
  const kinds = piecesOf(raw, 'certifications').map(({ value }) => textAt(value, ['kind']) ?? '')
  if (meet(otherwise, kinds)) return []
  const remedy =
    otherwise.length === 0 ? '' : `, or add a certified translation (a certification of the kind ${oneOf(otherwise)})`
  return [conflict(['language'], 'language', `The document must be in ${oneOf(accepted)}${remedy}.`)]
}

function toleranceFaults({ maxPct }: Rules<'tolerance'>, { raw }: Given): Told[] {
  return piecesOf(raw, 'lines').flatMap(({ path, value }) => {
    const tolerance = percent.safeParse(textAt(value, ['tolerancePct']))
    return !tolerance.success || scaled(tolerance.data) <= scaled(maxPct)
      ? []
      : [conflict([...path, 'tolerancePct'], 'tolerance', `The tolerance may be at most ${maxPct} percent here.`)]
  })
}

/** Every limit of a profile: kind of document, scope, signatures, dates, languages and tolerances. */
export function judgeLimits(profile: Profile, given: Given): Judged[] {
  const judge = <D extends Parameters<typeof weigh>[0]>(
    rule: string,
    demands: readonly D[],
    faultsOf: (demand: D, given: Given) => Told[],
    watched: (raw: unknown) => Path[],
  ): Judged[] =>
    demands.map((demand) => {
      const { applies, wish, severity, stands } = weigh(demand, profile, given)
      const faults = applies === true ? faultsOf(demand, given) : []
      const state = applies === undefined ? 'open' : !applies ? 'not-asked' : faults.length > 0 ? 'wrong' : 'there'
      return {
        stands: { rule, ...stands, state },
        raised: faults.map((fault) => ({ ...fault, severity, wish })),
        places: applies === true ? watched(given.raw) : [],
        wish,
        severity,
      }
    })
  const at = (path: Path) => () => [path]
  const inSignatures = (raw: unknown) => piecesOf(raw, 'signatures').map(({ path }) => [...path, 'kind'])
  return [
    ...judge(
      'document-kind',
      profile.documentKinds,
      chosen(['documentKind'], 'document-kind', 'The kind of document'),
      at(['documentKind']),
    ),
    ...judge('scope', profile.scopes, chosen(['scope'], 'scope', 'The scope'), at(['scope'])),
    ...judge('signature-kind', profile.signatures, signatureFaults, inSignatures),
    ...judge('validity', profile.validity, validityFaults, at(['validUntil'])),
    ...judge('language', profile.languages, languageFaults, at(['language'])),
    ...judge('tolerance', profile.tolerance, toleranceFaults, () => []),
  ]
}
