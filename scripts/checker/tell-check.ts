import { elements } from '#schemas/profile/profile-book.ts'
import type { DemandState, Finding, Outcome, ProfileCheck, StatementCheck } from '#schemas/statement-check.ts'

const outcomeWords: Record<Outcome, string> = {
  satisfied: 'complete',
  missing: 'something is missing',
  conflicts: 'something is wrong',
}

/** What was found in words, one line each, without anything that a terminal would take for a command. */
export function tellCheck({ asOf, outcome, statement, profiles, findings, more = 0 }: StatementCheck): string[] {
  const required = findings.filter(({ severity }) => severity === 'required')
  const advice = findings.filter(({ severity }) => severity === 'advice')
  return [
    `${outcomeWords[outcome].toUpperCase()}  (as of ${asOf})`,
    '',
    `The statement itself: ${outcomeWords[statement]}.`,
    ...(profiles.length === 0 ? ['It was judged by no profile; name one with --profile.'] : []),
    ...profiles.flatMap(tellProfile),
    ...tellFindings('What to do', required),
    ...tellFindings('Advice: an authority may ask for it', advice),
    ...(more === 0 ? [] : ['', `… and ${more} more. Correct these first.`]),
  ].map(harmless)
}

const signs = {
  there: '+',
  'said-unknown': '+',
  missing: 'x',
  wrong: 'x',
  open: '?',
  'not-asked': '-',
} as const satisfies Record<DemandState['state'], string>

function tellProfile({ id, version, title, regime, outcome, advice, demands }: ProfileCheck): string[] {
  const asked = demands.filter(({ state }) => state !== 'not-asked')
  return [
    '',
    `${id} (edition ${version}): ${outcomeWords[outcome]}${advice === 0 ? '' : `, and ${advice} to consider`}`,
    `  ${title} · ${regime}`,
    // One thing may be asked for by two rules of one law.
    ...new Set(asked.map((demand) => `  ${signs[demand.state]} ${nameOf(demand)}${remark(demand)}`)),
  ]
}

const ruleNames: Readonly<Record<string, string>> = {
  'document-kind': 'Kind of document that is taken here',
  scope: 'Scope that is taken here',
  'signature-kind': 'Kinds of signature that are taken here',
  validity: 'Age and duration that are taken here',
  language: 'Language that is read here',
  tolerance: 'Tolerance that is allowed here',
}

function nameOf({ element, assurances, rule }: DemandState): string {
  if (element !== undefined) return elements.get(element)?.title ?? element
  return assurances === undefined ? (ruleNames[rule ?? ''] ?? rule ?? '') : `Promise ${assurances.join(' or ')}`
}

function remark({ state, need, confidence, questions = [] }: DemandState): string {
  if (state === 'open')
    return `: it depends. ${questions.join(' ') || 'The statement does not say yet what decides it.'}`
  if (state === 'said-unknown') return ' (said to be unknown)'
  if (state === 'there') return ''
  const strength = confidence === 'memory' ? ', advice only' : need === 'conditional' ? ', in this case' : ''
  return state === 'missing' ? ` is missing${strength}` : ` is wrong${strength}`
}

function tellFindings(heading: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return []
  return ['', `${heading}:`, ...findings.flatMap(tellFinding)]
}

function tellFinding({ pointer, detail, why, wantedBy }: Finding, index: number): string[] {
  const number = `${index + 1}.`.padStart(4)
  return [
    `${number} ${pointer === '' ? 'the whole statement' : pointer}`,
    `       ${detail}`,
    ...(why === undefined ? [] : [`       Why: ${why}`]),
    ...wantedBy.map(
      ({ profile, source, confidence, note }) =>
        `       ${profile}: ${note === undefined ? '' : `${note} `}[${source}${confidence === 'memory' ? '; from memory' : ''}]`,
    ),
  ]
}

/** A statement may hold anything, escape sequences too. */
const harmless = (line: string) => line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD')
