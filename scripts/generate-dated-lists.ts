import { writeFileSync } from 'node:fs'
import { datedListNames, type ListEdition, type ListEntry } from '#schemas/dated-lists/dated-list.ts'
import { datedLists } from '#schemas/dated-lists/dated-lists.ts'
import { markdownTable } from './markdown/table.ts'

const head = `# Dated lists

Lists that others keep and change, as far as the checker reads them. Each edition has the days on which it is in force; a statement is judged by the list of the day. Where no edition of a day is held, or a list is not complete, the checker says that it cannot exclude anything, and never that all is well.

Written by \`scripts/generate-dated-lists.ts\` from [schemas/dated-lists](../schemas/dated-lists): change that, then run \`npm run generate\`. A change of law is a new edition with its first day, and the last day of the one before.`

const remarks = ({ ex, unsure, newIn, formerly }: ListEntry) =>
  [
    ...(unsure === true ? ['believed, not seen'] : []),
    ...(ex === true ? ['in part (ex)'] : []),
    ...(newIn === undefined ? [] : [`not before ${newIn}; formerly ${formerly?.join(', ') ?? 'elsewhere'}`]),
  ].join('; ')

const table = (entries: readonly ListEntry[]): string =>
  markdownTable(
    ['code', 'group', 'description', 'remarks'],
    entries.map((entry) => [entry.code, entry.group ?? '', entry.description, remarks(entry)]),
  )

function editionText({ from, until, complete, hsEdition, note, includes = [], sources, entries }: ListEdition): string {
  const facts = [
    `- ${complete ? 'Complete' : '**Not complete**'}${hsEdition === undefined ? '' : `; codes of ${hsEdition}`}`,
    `- ${note}`,
    ...includes.map(({ list, group }) => `- Includes \`${list}\` as ${group}`),
    ...sources.map(
      ({ cite, confidence, seenIn }) =>
        `- Source: ${cite}${seenIn === undefined ? '' : ` (seen in: ${seenIn})`}${confidence === 'memory' ? ' — _memory_' : ''}`,
    ),
  ]
  return [
    `### From ${from}${until === undefined ? '' : ` until ${until}`}`,
    facts.join('\n'),
    ...(entries.length === 0 ? [] : [table(entries)]),
  ].join('\n\n')
}

/** The committed lists, for people. */
export function datedListsText(): string {
  const sections = datedListNames.flatMap((name) => {
    const { title, about, editions } = datedLists[name]
    return [`## ${title}`, `\`${name}\`. ${about}`, ...editions.map(editionText)]
  })
  return `${[head, ...sections].join('\n\n')}\n`
}

export function generateDatedLists(): void {
  writeFileSync(new URL('../docs/dated-lists.md', import.meta.url), datedListsText())
}

if (import.meta.main) generateDatedLists()
