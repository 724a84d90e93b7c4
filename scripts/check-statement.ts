import { readFileSync } from 'node:fs'
import { text as textOf } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { checkStatement } from '#domain/statement/profile/check-statement.ts'
import { dateOf } from '#schemas/dates.ts'
import { publishedProfiles } from '#schemas/profile/published-profiles.ts'
import { dealFacts, type DealFacts } from '#schemas/statement-check.ts'
import { tellCheck } from '#scripts/checker/tell-check.ts'

const usage = `Says what a statement has and what it lacks for the authorities.

  npm run -s check -- FILE [--profile NAME]... [--on DAY] [--destination CC] [--exporter-country CC] [--json]

FILE           a statement as JSON, complete or not; or - to read it from standard input
--profile      a profile to judge by, besides those that the statement claims; may be given several times
--on           judge as of this day, YYYY-MM-DD (default today, UTC)
--destination  country to which the shipment goes
--exporter-country
               seat of the seller, if it is not that of the exporter in the statement
--json         print everything that was found as JSON

Ends with 0 if all is there, 1 if something is missing or contradicts itself, 2 if it could not be checked.`

/** Told to the person at the terminal: wrong usage, or a file that cannot be judged. */
class CannotCheck extends Error {}

async function main(): Promise<number> {
  const { file, profiles, today, facts, asJson } = readArguments()
  const statement = parsed(file === '-' ? await textOf(process.stdin) : read(file))
  const report = checkStatement({ statement, profiles, facts }, today)
  process.stdout.write(`${asJson ? JSON.stringify(report, undefined, 2) : tellCheck(report).join('\n')}\n`)
  return report.outcome === 'satisfied' ? 0 : 1
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      profile: { type: 'string', multiple: true },
      on: { type: 'string' },
      destination: { type: 'string' },
      'exporter-country': { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  if (positionals.length !== 1) throw new CannotCheck(`Say which statement to check, one file.\n\n${usage}`)
  const today = values.on ?? dateOf(Math.floor(Date.now() / 1000))
  if (!/^\d{4}-\d\d-\d\d$/.test(today) || Number.isNaN(Date.parse(today)))
    throw new CannotCheck(`"${today}" is no day; write it as YYYY-MM-DD.`)
  return {
    file: positionals[0]!,
    profiles: known(values.profile ?? [], today),
    today,
    facts: factsOf({ destination: values.destination, exporterCountry: values['exporter-country'] }),
    asJson: values.json === true,
  }
}

function known(profiles: readonly string[], today: string): readonly string[] {
  const names = publishedProfiles.inForce(today).map(({ id }) => id)
  const unknown = profiles.find((id) => !names.includes(id))
  if (unknown === undefined) return profiles
  throw new CannotCheck(
    `There is no profile "${unknown}" on ${today}. These there are:\n  ${names.toSorted().join('\n  ')}`,
  )
}

function factsOf(given: Readonly<Record<string, string | undefined>>): DealFacts {
  const read = dealFacts.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
  if (read.success) return read.data
  throw new CannotCheck('Write countries as their two-letter ISO 3166-1 codes in capitals, for example "DE".')
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new CannotCheck(`${file} cannot be read.`)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CannotCheck(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${isUsage ? `\n\n${usage}` : ''}\n`)
  process.exitCode = 2
}
