import { writeFileSync } from 'node:fs'
import { crosswalk, crosswalkWarnings, type CrosswalkRow } from '#schemas/crosswalk/crosswalk.ts'
import type { Source } from '#schemas/source.ts'
import { markdownTable } from './markdown/table.ts'

const head = `# Crosswalks

Every field of an end-use statement and what it is called in UNTDED (ISO 7372), the UN/CEFACT Buy-Ship-Pay reference data model, the WCO Data Model, ICC's key trade documents and data elements (KTDDE) and UN/EDIFACT. Places are JSON pointers into [the statement](schemas/statement-1.json); \`*\` stands for any position of a list. Fields that no standard knows are [named as well](#without-a-counterpart), with the reason.

Written by \`scripts/generate-crosswalks.ts\` from [schemas/crosswalk](../schemas/crosswalk): change that, then run \`npm run generate\`.`

const places = ({ fields }: CrosswalkRow) => fields.map((field) => `\`${field}\``).join(' ')

const sourceText = ({ cite, confidence, seenIn }: Source) =>
  `${cite}${seenIn === undefined ? '' : ` (seen in: ${seenIn})`}${confidence === 'memory' ? ' — _memory_' : ''}`

const warned = ({ warnings = [] }: CrosswalkRow) =>
  warnings.map((id) => `[${id}](#${anchor(crosswalkWarnings[id]!.title)})`).join(', ')

/** As GitHub names headings. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

function fieldTable(): string {
  const { untded, bspRdm, wco, edifact } = crosswalk.standards
  return markdownTable(
    ['field', untded, bspRdm, wco, 'KTDDE', edifact, 'mind'],
    crosswalk.rows
      .filter(({ none }) => none === undefined)
      .map((row) => [
        places(row),
        row.untded ?? '–',
        row.bspRdm ?? '–',
        row.wco ?? '–',
        row.ktdde === true ? 'by tag' : '–',
        row.edifact ?? '–',
        warned(row),
      ]),
  )
}

const withoutCounterpart = (): string =>
  markdownTable(
    ['field', 'why', 'mind'],
    crosswalk.rows.flatMap((row) => (row.none === undefined ? [] : [[places(row), row.none, warned(row)]])),
  )

/** The committed crosswalks, for people. */
export function crosswalksText(): string {
  const traps = Object.values(crosswalkWarnings).flatMap(({ title, text, sources }) => [
    `### ${title}`,
    text,
    sources.map((one) => `- ${sourceText(one)}`).join('\n'),
  ])
  return `${[
    head,
    '## Traps',
    ...traps,
    '## Fields',
    crosswalk.sources.map(sourceText).join('; '),
    fieldTable(),
    '## Without a counterpart',
    withoutCounterpart(),
  ].join('\n\n')}\n`
}

export function generateCrosswalks(): void {
  writeFileSync(new URL('../docs/crosswalks.md', import.meta.url), crosswalksText())
}

if (import.meta.main) generateCrosswalks()
