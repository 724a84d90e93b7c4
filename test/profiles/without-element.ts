import type { Element, WhereFound } from '#schemas/profile/element.ts'
import type { Statement } from '#schemas/statement/statement.ts'

type Json = Record<string, unknown>

export const membersOf = (find: WhereFound): readonly string[] =>
  [('statement' in find && find.statement) || ('line' in find && find.line) || ('has' in find && find.has) || []].flat()

/** The pieces of a statement in which a member of the element stands. */
function holders(find: WhereFound, statement: Statement): { path: string; holder: Json }[] {
  const pick = (list: 'parties' | 'lines' | 'signatures', fits: (piece: never) => boolean) =>
    statement[list].flatMap((piece, index) =>
      fits(piece as never) ? [{ path: `/${list}/${index}`, holder: piece as unknown as Json }] : [],
    )
  if ('statement' in find) return [{ path: '', holder: statement as unknown as Json }]
  if ('line' in find) return pick('lines', () => true)
  if ('party' in find)
    return pick('parties', ({ roles }: { roles: string[] }) => roles.some((role) => find.party.includes(role as never)))
  if ('signature' in find)
    return pick('signatures', ({ role }: { role: string }) => find.signature.includes(role as never))
  return []
}

const parentOf = (holder: Json, member: string): [Json | undefined, string] => {
  const steps = member.split('.')
  const last = steps.pop()!
  return [steps.reduce<unknown>((value, step) => (value as Json | undefined)?.[step], holder) as Json | undefined, last]
}

const lists = (
  find: WhereFound,
): [list: 'certifications' | 'authorisations' | 'attachments', member: string, words: readonly string[]] =>
  'certification' in find
    ? ['certifications', 'kind', find.certification]
    : 'authorisation' in find
      ? ['authorisations', 'type', find.authorisation]
      : ['attachments', 'kind', 'attachment' in find ? find.attachment : []]

/** Takes an element out of a copy of a statement: the member in the first place where it stands, or the whole piece. */
export function withoutElement({ find }: Element, statement: Statement): Statement {
  const copy = structuredClone(statement)
  const members = membersOf(find)
  if (members.length > 0) {
    const [first] = holders(find, copy)
    for (const member of first === undefined ? [] : members) {
      const [parent, last] = parentOf(first!.holder, member)
      if (parent !== undefined) delete parent[last]
    }
  } else if ('party' in find) {
    for (const party of copy.parties) party.roles = party.roles.filter((role) => !find.party.includes(role))
    copy.parties = copy.parties.filter(({ roles }) => roles.length > 0)
  } else if ('signature' in find) {
    copy.signatures = copy.signatures.filter(({ role }) => !find.signature.includes(role))
  } else {
    const [list, member, words] = lists(find)
    const kept = ((copy[list] ?? []) as Json[]).filter((piece) => !words.includes(String(piece[member])))
    Object.assign(copy, { [list]: kept })
  }
  return copy
}

const wrong = (value: unknown) => (typeof value === 'number' ? 'many' : 42)

/** Writes a value of the wrong kind into an element, where it stands first. */
export function withBrokenElement({ find }: Element, statement: Statement): { statement: Statement; pointer: string } {
  const copy = structuredClone(statement)
  const broken = (path: string, holder: Json, member: string) => {
    const [parent, last] = parentOf(holder, member)
    parent![last] = wrong(parent![last])
    return { statement: copy, pointer: `${path}/${member.replaceAll('.', '/')}` }
  }
  const [first] = holders(find, copy)
  const member = membersOf(find).find((name) => {
    const [parent, last] = parentOf(first!.holder, name)
    return parent?.[last] !== undefined
  })
  if (member !== undefined) return broken(first!.path, first!.holder, member)
  if ('party' in find) return broken(first!.path, first!.holder, 'address.city')
  if ('signature' in find) return broken(first!.path, first!.holder, 'person.title')
  const [list, kind, words] = lists(find)
  const index = ((copy[list] ?? []) as Json[]).findIndex((piece) => words.includes(String(piece[kind])))
  const inside = { certifications: 'authority', authorisations: 'number', attachments: 'bytes' }[list]
  return broken(`/${list}/${index}`, (copy[list] as unknown as Json[])[index]!, inside)
}
