import type { Element, WhereFound } from '#schemas/profile/element.ts'
import { valueAt } from '#schemas/statement/schema-at.ts'
import { isUnknown } from '#schemas/text.ts'
import { isSignedAs, meet, piecesOf, textAt, wordsAt, type Path, type Piece } from './reading.ts'

/** A place where an element stands or should stand. */
export interface Place {
  readonly path: Path
  readonly presence: 'there' | 'said-unknown' | 'missing'
}

const missingAt = (path: Path): Place[] => [{ path, presence: 'missing' }]

function presenceOf(value: unknown, emptyIsAnswer: boolean): Place['presence'] {
  if (value === undefined || value === null || value === '') return 'missing'
  if (Array.isArray(value) && value.length === 0) return emptyIsAnswer ? 'there' : 'missing'
  return isUnknown(value) ? 'said-unknown' : 'there'
}

/** The steps of each member path that elements name; they are few, and asked for in every goods line. */
const knownSteps = new Map<string, readonly string[]>()

function stepsOf(member: string): readonly string[] {
  const known = knownSteps.get(member)
  if (known !== undefined) return known
  const steps = member.split('.')
  knownSteps.set(member, steps)
  return steps
}

/** The first of the members that is there; if none is, the first one, as the place where it goes. */
function memberOf(piece: Piece, member: string | readonly string[], emptyIsAnswer: boolean): Place {
  let best: Place | undefined
  for (const name of typeof member === 'string' ? [member] : member) {
    const steps = stepsOf(name)
    const presence = presenceOf(valueAt(piece.value, steps), emptyIsAnswer)
    if (best === undefined || (best.presence === 'missing' && presence !== 'missing') || presence === 'there')
      best = { path: [...piece.path, ...steps], presence }
    if (presence === 'there') break
  }
  return best!
}

const ofList = (raw: unknown, list: string, has: (value: unknown) => boolean): readonly Piece[] =>
  piecesOf(raw, list).filter(({ value }) => has(value))

const there = ({ path }: Piece): Place => ({ path, presence: 'there' })

const orMissing = (pieces: readonly Piece[], list: string): Place[] =>
  pieces.length === 0 ? missingAt([list]) : pieces.map(there)

function signaturesOf(raw: unknown, roles: readonly string[]): Place[] {
  const own = ofList(raw, 'signatures', (value) => roles.includes(textAt(value, ['role']) ?? ''))
  if (own.length > 0) return own.map(there)
  // Another signature of the same party stands for it.
  return roles.some((role) => isSignedAs(raw, role))
    ? [{ path: ['signatures'], presence: 'there' }]
    : missingAt(['signatures'])
}

function kindsIn(find: WhereFound): { list: string; member: string; words: readonly string[] } {
  if ('certification' in find) return { list: 'certifications', member: 'kind', words: find.certification }
  if ('authorisation' in find) return { list: 'authorisations', member: 'type', words: find.authorisation }
  return { list: 'attachments', member: 'kind', words: 'attachment' in find ? find.attachment : [] }
}

/**
 * Where an element stands in a statement that may not be complete, or where it should stand. Empty if what it belongs to
 * (the party, the goods line, the signature) is not there at all.
 */
export function placesOf({ find, ...element }: Element, raw: unknown): readonly Place[] {
  const emptyIsAnswer = element.emptyIsAnswer === true
  if ('statement' in find) return [memberOf({ path: [], value: raw }, find.statement, emptyIsAnswer)]
  if ('line' in find) return piecesOf(raw, 'lines').map((line) => memberOf(line, find.line, emptyIsAnswer))
  if ('party' in find) {
    const parties = ofList(raw, 'parties', (value) => meet(wordsAt(value, ['roles']), find.party))
    const { has } = find
    return has === undefined
      ? orMissing(parties, 'parties')
      : parties.map((party) => memberOf(party, has, emptyIsAnswer))
  }
  if ('signature' in find) {
    const { has, signature } = find
    if (has === undefined) return signaturesOf(raw, signature)
    return ofList(raw, 'signatures', (value) => meet([textAt(value, ['role']) ?? ''], signature)).map((piece) =>
      memberOf(piece, has, emptyIsAnswer),
    )
  }
  const { list, member, words } = kindsIn(find)
  return orMissing(
    ofList(raw, list, (value) => words.includes(textAt(value, [member]) ?? '')),
    list,
  )
}
