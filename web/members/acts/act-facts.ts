import type { MemberMessageKey, MemberWords } from '#web/words/members-en.ts'
import type { PreparedAct } from './prepare-act.ts'

/** One thing that an act says, for a person. */
export interface ActFact {
  readonly term: string
  readonly said: string
}

type Show = (words: MemberWords, value: unknown, act: PreparedAct) => string
interface Row {
  readonly term: MemberMessageKey
  readonly show: Show
}

const asIs: Show = (_, value) => (typeof value === 'string' ? value : JSON.stringify(value))
const time: Show = (words, value) => words.time(Number(value))
const named =
  (names: (words: MemberWords) => Readonly<Record<string, string>>): Show =>
  (words, value) =>
    nameIn(names(words), value)
const roles: Show = (words, value) => listOf(words, value, (role) => nameIn(words.catalogue.roles, role))
const nativeName: Show = (words, value) => {
  if (value === null) return words.say('fact.taken-away')
  const { text, script } = value as { text: string; script: string }
  return `${text} (${script})`
}
const identifiers: Show = (words, value) =>
  listOf(words, value, (each) => {
    const { scheme, value: number, register, country } = each as Record<string, string | undefined>
    return [`${nameIn(words.catalogue.schemes, scheme)}: ${number}`, register, country].filter(Boolean).join(', ')
  })
const key: Show = (_, value, { keyIds }) => keyIds.get(JSON.stringify(value)) ?? JSON.stringify(value)

const row = (term: MemberMessageKey, show: Show = asIs): Row => ({ term, show })
const evidence = (under: string): Record<string, Row> => ({
  [`${under}/method`]: row(
    'fact.evidence.method',
    named(({ catalogue }) => catalogue.methods),
  ),
  [`${under}/source`]: row('fact.evidence.source'),
  [`${under}/document`]: row('fact.evidence.document'),
})
const organisation = (under: string): Record<string, Row> => ({
  [`${under}/name`]: row('fact.name'),
  [`${under}/nativeName`]: row('fact.native-name', nativeName),
  [`${under}/identifiers`]: row('fact.identifiers', identifiers),
  [`${under}/roles`]: row('fact.roles', roles),
})

/** How each member of each act is told, by its place in the input. */
const rows: Readonly<Record<string, Row>> = {
  '/organisation': row('fact.organisation'),
  '/organisation/id': row('fact.organisation'),
  '/organisation/country': row('fact.country', (words, value) => words.country(String(value))),
  ...organisation('/organisation'),
  ...organisation('/change'),
  '/change/state': row(
    'fact.state',
    named(({ catalogue }) => catalogue.states),
  ),
  '/change/keyDelay': row('fact.key-delay', (words, value) =>
    value === null ? words.say('fact.taken-away') : words.duration(Number(value)),
  ),
  '/version': row('fact.version'),
  ...evidence('/identity'),
  ...evidence('/evidence'),
  '/key/jwk': row('fact.key', key),
  '/key/notAfter': row('fact.key.until', time),
  '/jwk': row('fact.key', key),
  '/notAfter': row('fact.key.until', time),
  '/kid': row('fact.key'),
  '/compromisedSince': row('fact.compromised', time),
  '/person': row('fact.person.id'),
  '/name': row('fact.person.name'),
  '/title': row('fact.person.title'),
  '/mandate/kind': row(
    'fact.mandate',
    named(({ catalogue }) => catalogue.mandates),
  ),
  '/mandate/document': row('fact.mandate.document'),
  '/duties': row('fact.duties', (words, value) => listOf(words, value, (each) => nameIn(words.catalogue.duties, each))),
  '/invitation': row('fact.invitation'),
  '/reason': row('fact.reason'),
  '/approval': row('fact.approval'),
  '/digest': row('fact.digest'),
  '/decision': row(
    'fact.decision',
    named(({ catalogue }) => catalogue.decisions),
  ),
}

/**
 * Everything that an act says, in its order, read from the bytes that are signed. What no row tells is shown as it stands:
 * nothing is signed unseen.
 */
export function factsOf(words: MemberWords, act: PreparedAct): ActFact[] {
  return membersOf(act.payload.input, '').map(({ pointer, value }) => {
    const told = Object.hasOwn(rows, pointer) ? rows[pointer] : undefined
    return told === undefined
      ? { term: pointer, said: JSON.stringify(value) }
      : { term: words.say(told.term), said: told.show(words, value, act) }
  })
}

function membersOf(value: unknown, pointer: string): { pointer: string; value: unknown }[] {
  const isRow = Object.hasOwn(rows, pointer) && !(pointer === '/organisation' && typeof value === 'object')
  if (isRow || typeof value !== 'object' || value === null || Array.isArray(value)) return [{ pointer, value }]
  return Object.entries(value).flatMap(([name, member]) => membersOf(member, `${pointer}/${name}`))
}

function nameIn(names: Readonly<Record<string, string>>, value: unknown): string {
  const code = String(value)
  return Object.hasOwn(names, code) ? names[code]! : code
}

function listOf(words: MemberWords, value: unknown, show: (each: unknown) => string): string {
  if (!Array.isArray(value)) return JSON.stringify(value)
  return value.length === 0 ? words.say('fact.none') : words.list(value.map(show))
}
