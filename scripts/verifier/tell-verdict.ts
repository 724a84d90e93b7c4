import type { Check, Shown, VerdictReport } from '#schemas/verdict.ts'
import { type FactKind, kindOfFact } from '#schemas/wording/facts.ts'
import { type FactValue, fillIn } from '#schemas/wording/fill-in.ts'
import { kindNames, roleNames, statusNames, identityMethodNames, mandateNames } from '#schemas/wording/terms.ts'
import { checkTitles, outcomeNames, verdictNames, verdictWords } from '#schemas/wording/verdict.ts'

const signs = { pass: '+', fail: 'x', unknown: '?', skipped: '-' } as const satisfies Record<Check['outcome'], string>

/** The verdict in words, one line each, without anything that a terminal would take for a command. */
export function tellVerdict({ verdict, checkedAt, checks, shown }: VerdictReport): string[] {
  const skipped = Map.groupBy(
    checks.filter(({ outcome }) => outcome === 'skipped'),
    ({ code }) => code,
  )
  return [
    `${verdictNames[verdict].toUpperCase()}  (checked ${instant(checkedAt)})`,
    '',
    ...checks.filter(({ outcome }) => outcome !== 'skipped').flatMap(tellCheck),
    ...[...skipped.values()].map(tellSkipped),
    ...(shown === undefined ? [] : ['', ...tellShown(shown)]),
  ].map(harmless)
}

function tellCheck(check: Check): string[] {
  const { means, remedy } = verdictWords[check.code]
  const asOf = check.asOf === undefined ? '' : `  (as of ${instant(check.asOf)})`
  const line = `${signs[check.outcome]} ${checkTitles[check.name]}: ${sentence(means, check)}${asOf}`
  if (check.outcome === 'pass' || remedy === undefined) return [line]
  return [line, `    What to do: ${sentence(remedy, check)}`]
}

/** Checks that were left out for the same reason, in one line. */
function tellSkipped(checks: readonly Check[]): string {
  const titles = [...new Set(checks.map(({ name }) => checkTitles[name]))]
  return `${signs.skipped} ${outcomeNames.skipped}: ${titles.join(', ')}. ${sentence(verdictWords[checks[0]!.code].means, checks[0]!)}`
}

const sentence = (text: string, { facts = {} }: Check) =>
  fillIn(text, facts)
    .map((piece) => ('words' in piece ? piece.words : tellFact(piece.fact, piece.value)))
    .join('')

function tellFact(name: string, value: FactValue): string {
  if (typeof value === 'object') return value.map((entry) => tellFact(name, entry)).join(', ')
  const kind = kindOfFact(name)
  return kind === undefined ? String(value) : tellers[kind](value)
}

function duration(seconds: number): string {
  const [minute, hour, day_] = [60, 3_600, 86_400]
  if (seconds < 2 * minute) return `${seconds} seconds`
  if (seconds < 2 * hour) return `${Math.round(seconds / minute)} minutes`
  return seconds < 2 * day_ ? `${Math.round(seconds / hour)} hours` : `${Math.round(seconds / day_)} days`
}

/** The name of a code, or the code itself: a newer registry may know codes that this program does not. */
const named = (names: Readonly<Record<string, string>>, code: string | number | boolean) =>
  Object.hasOwn(names, String(code)) ? names[String(code)]! : String(code)

const tellers: Record<FactKind, (value: string | number | boolean) => string> = {
  day: (value) => day(Number(value)),
  'last-day': (value) => day(Number(value) - 1),
  instant: (value) => instant(Number(value)),
  duration: (value) => duration(Number(value)),
  country: (value) =>
    new Intl.DisplayNames('en', { type: 'region', fallback: 'code' }).of(String(value)) ?? String(value),
  role: (value) => named(roleNames, value),
  status: (value) => named(statusNames, value),
  amount: String,
  'identity-method': (value) => named(identityMethodNames, value),
  mandate: (value) => named(mandateNames, value),
  silent: () => '',
}

function tellShown(shown: Shown): string[] {
  if (shown.source === 'id') {
    const kind = Object.hasOwn(kindNames, shown.kind) ? kindNames[shown.kind as keyof typeof kindNames] : shown.kind
    return [`Certificate ${grouped(shown.id)}: ${kind}, valid ${period(shown)}. The paper itself was not looked at.`]
  }
  if (shown.source === 'qr') {
    const { id, endUser, consignee, destination, lines, lineCount } = shown.summary
    return [
      `Certificate ${grouped(id)} of ${shown.issuer}, valid ${period(shown.summary)}`,
      `  end user     ${endUser.name}, ${endUser.country}`,
      `  consignee    ${consignee.name}, ${consignee.country}`,
      `  destination  ${destination}`,
      ...lines.map(
        ({ lineNo, hs, quantity, unit }) =>
          `  ${`line ${lineNo}`.padEnd(11)}  ${quantity} ${unit}${hs === undefined ? '' : ` of HS ${hs}`}`,
      ),
      ...(lineCount > lines.length ? [`  ${lineCount - lines.length} more lines stand in the statement.`] : []),
    ]
  }
  const { parties, lines, endUse } = shown.statement
  const profiles = (shown.profiles ?? []).map(({ id, version }) => `${id} (edition ${version})`)
  return [
    `Certificate ${grouped(shown.id)} of ${shown.issuer}, valid ${period(shown)}`,
    ...parties.map(({ roles, legalName }) => `  ${roles.map((role) => roleNames[role]).join(', ')}: ${legalName}`),
    ...lines.map(
      ({ lineNo, quantity, unit, descriptionShort }) => `  line ${lineNo}: ${quantity} ${unit}, ${descriptionShort}`,
    ),
    `  use: ${endUse.text}`,
    ...(profiles.length === 0 ? [] : [`  satisfied when issued: ${profiles.join(', ')}`]),
  ]
}

const period = ({ validFrom, validUntil }: { validFrom: number; validUntil: number }) =>
  `${day(validFrom)} to ${day(validUntil - 1)}`

/** An id as people read it aloud. */
export const grouped = (id: string): string => id.replaceAll(/(.{4})(?=.)/g, '$1-')

const instant = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10)

/** Facts of something that did not verify may hold anything, escape sequences too. */
const harmless = (line: string) => line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD')
