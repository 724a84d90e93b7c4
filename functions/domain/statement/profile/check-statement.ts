import { elements, type ProfileBook } from '#schemas/profile/profile-book.ts'
import type { Profile } from '#schemas/profile/profile.ts'
import { publishedProfiles } from '#schemas/profile/published-profiles.ts'
import { currentStatement } from '#schemas/statement/current-codes.ts'
import { explain } from '#schemas/statement/explain.ts'
import { jsonPointer, quoted, type LocatedFault } from '#schemas/statement/located-fault.ts'
import { ruleFaults } from '#schemas/statement/rules.ts'
import type { DealFacts, Finding, Outcome, ProfileCheck, StatementCheck } from '#schemas/statement-check.ts'
import type { Given } from './condition-holds.ts'
import { crossChecks } from './cross-checks.ts'
import type { Judged, Raised } from './demand.ts'
import { judgeAssurances } from './demanded-assurances.ts'
import { judgeElements } from './demanded-elements.ts'
import { judgeLimits } from './demanded-limits.ts'
import { placesOf, type Place } from './find-element.ts'
import { wordsAt } from './reading.ts'
import { settleFindings, type Settled } from './settle-findings.ts'

/** More than a person reads, fewer than a hostile statement could make us send. */
const mostFindings = 200

export interface StatementToCheck {
  /** Any parsed JSON: a draft need not be complete. */
  readonly statement: unknown
  /** Profiles to judge by, besides those that the statement claims. */
  readonly profiles?: readonly string[]
  readonly facts?: DealFacts
}

/** Rules of the statement that ask for something that is not there; all others found something that is wrong. */
const askingRules = new Set([
  'missing',
  'too-few',
  'end-user-missing',
  'exporter-missing',
  'nothing-promised',
  'end-user-signature',
  'region-needed',
  'reexport-target',
  'incorporated-into',
  'disposition-other',
])

const raisedBy = ({ path, rule, detail }: LocatedFault): Raised => ({
  path,
  rule,
  kind: askingRules.has(rule) ? 'missing' : 'conflict',
  severity: 'required',
  detail,
})

/** One fault may be found in two ways. */
const onceEach = (faults: readonly LocatedFault[]): LocatedFault[] => [
  ...new Map(faults.map((fault) => [`${jsonPointer(fault.path)} ${fault.rule} ${fault.detail}`, fault])).values(),
]

/** A draft without its two objects is asked for what belongs in them, not for the objects. */
const opened = (raw: unknown): unknown =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { endUse: {}, declarations: {}, ...raw } : raw

/** What a statement claims that this registry does not know, or not on this day. */
function unknownClaims(raw: unknown, today: string, book: ProfileBook): LocatedFault[] {
  return wordsAt(raw, ['profiles']).flatMap((id, index) =>
    book.on(id, today) === undefined && /^[a-z0-9][a-z0-9-]{1,39}$/.test(id)
      ? [
          {
            path: ['profiles', index],
            rule: 'profile-unknown',
            detail: `${quoted(id)} is no profile that this registry knows on ${today}. Correct the name, or leave it out; GET /profiles lists them all.`,
          },
        ]
      : [],
  )
}

/** The profiles that a statement is judged by, each once: those asked for and those it claims, as in force on the day. */
function profilesFor({ statement, profiles = [] }: StatementToCheck, today: string, book: ProfileBook): Profile[] {
  const ids = new Set([...profiles, ...wordsAt(statement, ['profiles'])])
  return [...ids].flatMap((id) => book.on(id, today) ?? [])
}

/** Finds the places of each element once, however many profiles and conditions ask. */
function placesByElement(raw: unknown) {
  const known = new Map<string, readonly Place[]>()
  return (name: string): readonly Place[] => {
    const before = known.get(name)
    if (before !== undefined) return before
    const element = elements.get(name)
    const places = element === undefined ? [] : placesOf(element, raw)
    known.set(name, places)
    return places
  }
}

function outcomeOf(findings: readonly Settled[]): Outcome {
  if (findings.some(({ kind }) => kind === 'conflict')) return 'conflicts'
  return findings.length > 0 ? 'missing' : 'satisfied'
}

/** What keeps a statement from satisfying a profile: its own faults, and what the profile wants by a source that was seen. */
const against = (id: string, settled: readonly Settled[]) =>
  settled.filter(
    ({ isOwn, wishes }) => isOwn || wishes.some(({ profile, confidence }) => profile === id && confidence === 'seen'),
  )

function told({ path, rule, kind, severity, detail, why, element, wishes }: Settled): Finding {
  return {
    pointer: jsonPointer(path),
    rule,
    kind,
    severity,
    detail,
    ...(why === undefined ? {} : { why }),
    ...(element === undefined ? {} : { element }),
    wantedBy: [...wishes],
  }
}

/**
 * What is there, what is missing and what contradicts itself, for all profiles at once. Never throws; `today` is
 * YYYY-MM-DD; profiles that are not known are passed over, but a claim of one is a conflict.
 *
 * 1. The statement itself: its form, today's lists, the rules between its fields, the profiles that it claims.
 * 2. Each profile: its elements, its assurances, its limits.
 * 3. What does not fit together, whatever the profile: advice.
 * 4. All of it once: each finding names the profiles that want it.
 */
export function checkStatement(
  asked: StatementToCheck,
  today: string,
  book: ProfileBook = publishedProfiles,
): StatementCheck {
  const { statement: raw, facts = {} } = asked
  const places = placesByElement(raw)
  const has = (element: string) => places(element).some(({ presence }) => presence !== 'missing')
  const given: Given = { raw, today, facts, has, inLists: new Map() }
  const own = onceEach([
    ...explain(currentStatement, opened(raw)),
    ...ruleFaults(raw, today),
    ...unknownClaims(raw, today, book),
  ]).map(raisedBy)
  const profiles = profilesFor(asked, today, book)
  const judged = profiles.map((profile) => [
    ...judgeElements(profile, given, places),
    ...judgeAssurances(profile, given),
    ...judgeLimits(profile, given),
  ])
  const others = crossChecks.flatMap((check) => check(given))
  const { settled, wrong } = settleFindings(own, judged.flat(), others, raw)
  const checks = profiles.map((profile, index) => reportOf(profile, judged[index]!, wrong, settled))
  return {
    asOf: today,
    outcome: outcomeOf(settled.filter(({ severity }) => severity === 'required')),
    statement: outcomeOf(settled.filter(({ isOwn }) => isOwn)),
    profiles: checks,
    findings: settled.slice(0, mostFindings).map(told),
    ...(settled.length > mostFindings ? { more: settled.length - mostFindings } : {}),
  }
}

function reportOf(
  { id, version, title, regime }: Profile,
  judged: readonly Judged[],
  wrong: ReadonlySet<Judged>,
  settled: readonly Settled[],
): ProfileCheck {
  return {
    id,
    version,
    title,
    regime,
    outcome: outcomeOf(against(id, settled)),
    advice: settled.filter(
      ({ isOwn, wishes }) => !isOwn && wishes.some((wish) => wish.profile === id && wish.confidence === 'memory'),
    ).length,
    demands: judged.map((one) => ({ ...one.stands, state: wrong.has(one) ? 'wrong' : one.stands.state })),
  }
}
