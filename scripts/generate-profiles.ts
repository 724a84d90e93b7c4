import { writeFileSync } from 'node:fs'
import type { Condition } from '#schemas/profile/condition.ts'
import { elements, sourceOf } from '#schemas/profile/profile-book.ts'
import type { AssuranceChoice, Profile } from '#schemas/profile/profile.ts'
import { publishedProfiles } from '#schemas/profile/published-profiles.ts'
import { conditionWords } from '#schemas/wording/conditions.ts'
import { markdownTable } from './markdown/table.ts'

const head = `# Profiles

A profile is what one regime asks of an end-use statement, as dated data: [schemas/profiles](../schemas/profiles) has one file for each edition, and this page is written from them. What is _required_ or _conditional_ by a source that was _seen_ must be there before a certificate that claims the profile is issued; what rests on _memory_ is advice. [regimes.md](regimes.md) tells in prose what to mind of each regime. Nothing here is legal advice.

To see what a statement lacks: \`npm run -s check -- FILE --profile NAME\`, or \`POST /statement-checks\`; \`GET /profiles\` has this page as data. [examples/profiles](../examples/profiles) has a complete statement for each profile, and broken twins of it.

To add a regime, put its file into \`schemas/profiles\` and an example with broken twins into \`examples/profiles\`, and run \`npm run generate\`. No code knows a regime. What nobody has asked for before is an element more in [schemas/profile/elements.json](../schemas/profile/elements.json). A new edition is a new file: the former one gets an \`effectiveUntil\` and the name \`<id>.v<version>.json\`.

Written by \`scripts/generate-profiles.ts\`: change the data, then run \`npm run generate\`.`

const elementName = (element: string) => elements.get(element)?.title ?? element

interface Row {
  readonly what: string
  readonly need: string
  readonly source: string
  readonly when?: Condition | undefined
  readonly note?: string | undefined
}

function choiceText({ code, params = {} }: AssuranceChoice): string {
  const told = Object.entries(params).map(([name, demand]) => {
    if (demand === undefined || 'given' in demand) return name
    if ('is' in demand) return `${name}: ${demand.is[0]}`
    if ('includes' in demand) return `${name} with ${demand.includes.join(', ')}`
    return 'atMost' in demand ? `${name} at most ${demand.atMost}` : `${name} at least ${demand.atLeast}`
  })
  return told.length === 0 ? code : `${code} (${told.join('; ')})`
}

const limit = <D extends object>(
  demands: readonly (D & Omit<Row, 'what' | 'need'>)[],
  what: (demand: D) => string,
): Row[] =>
  demands.map((demand) => ({
    what: what(demand),
    need: demand.when === undefined ? 'required' : 'conditional',
    source: demand.source,
    when: demand.when,
    note: demand.note,
  }))

function rowsOf(profile: Profile): Row[] {
  return [
    ...limit(profile.documentKinds, ({ accepted }) => `Kind of document: ${accepted.join(' or ')}`),
    ...limit(profile.scopes, ({ accepted }) => `Scope: ${accepted.join(' or ')}`),
    ...profile.elements.map((wanted) => ({ ...wanted, what: elementName(wanted.element) })),
    ...profile.assurances.map((wanted) => ({
      ...wanted,
      what: `Promise ${wanted.accept.map(choiceText).join(' or ')}`,
    })),
    ...limit(profile.signatures, signatureText),
    ...limit(profile.validity, validityText),
    ...limit(profile.languages, ({ accepted, otherwise }) =>
      [
        `Language: ${accepted.join(' or ')}`,
        ...(otherwise === undefined ? [] : [`or with ${otherwise.join(' or ')}`]),
      ].join(', '),
    ),
    ...limit(profile.tolerance, ({ maxPct }) => `Tolerance: at most ${maxPct} %`),
  ]
}

function signatureText({
  roles,
  acceptedKinds,
  refusedKinds,
  acceptedAuthorities,
}: Profile['signatures'][number]): string {
  return [
    `Signature${roles === undefined ? '' : ` of ${roles.join(', ')}`}`,
    ...(acceptedKinds === undefined ? [] : [`taken: ${acceptedKinds.join(', ')}`]),
    ...(refusedKinds === undefined ? [] : [`refused: ${refusedKinds.join(', ')}`]),
    ...(acceptedAuthorities === undefined ? [] : [`by ${acceptedAuthorities.join(' or ')}`]),
  ].join('; ')
}

function validityText({ maxAgeMonths, maxMonthsFromSignature }: Profile['validity'][number]): string {
  return [
    ...(maxAgeMonths === undefined ? [] : [`Age: at most ${maxAgeMonths} months from the signature`]),
    ...(maxMonthsFromSignature === undefined
      ? []
      : [`Last day: at most ${maxMonthsFromSignature} months from the signature`]),
  ].join('; ')
}

function sectionOf(profile: Profile): string {
  const keys = Object.keys(profile.sources)
  const rows = rowsOf(profile).map(({ what, need, when, source, note = '' }) => [
    what,
    when === undefined ? need : `if ${conditionWords(when, elementName)}`,
    `${sourceOf(profile, source).confidence}, ${keys.indexOf(source) + 1}`,
    note,
  ])
  const sources = Object.values(profile.sources).map(
    ({ cite, confidence, seenIn }, index) =>
      `${index + 1}. ${cite} (${confidence === 'seen' ? `seen${seenIn === undefined ? '' : ` in: ${seenIn}`}` : 'from memory'})`,
  )
  const until = profile.effectiveUntil === undefined ? 'on' : `to ${profile.effectiveUntil}`
  return [
    `## ${profile.id}`,
    `**${profile.title}** · ${profile.regime} · edition ${profile.version}, from ${profile.effectiveFrom} ${until}`,
    profile.summary,
    ...(profile.acceptsUnknown === undefined ? [] : ['“Unknown”, with a reason, is an answer here.']),
    markdownTable(['asked for', 'need', 'basis', 'note'], rows),
    `Sources: \n\n${sources.join('\n')}`.replace(': \n', ':\n'),
  ].join('\n\n')
}

/** The committed description of all profiles. */
export function profilesText(): string {
  return `${[head, ...publishedProfiles.all.map(sectionOf)].join('\n\n')}\n`
}

export function generateProfiles(): void {
  writeFileSync(new URL('../docs/profiles.md', import.meta.url), profilesText())
}

if (import.meta.main) generateProfiles()
