import type { Organisation } from '#schemas/organisation.ts'
import type { MemberWords } from '#web/words/members-en.ts'
import type { SignedActPayload } from '#schemas/signed-act.ts'
import { memberOperations } from '#schemas/operations/members.ts'
import type { ActName } from './prepare-act.ts'

/** What an act does, as one line: “Add a key to mekong-precision”. */
export function headlineOf(words: MemberWords, { act, input }: SignedActPayload): string {
  if (!isActName(act)) return act
  const { organisation, name, decision } = input as Record<string, unknown>
  const about = typeof organisation === 'object' ? (organisation as { id?: unknown; name?: unknown }) : undefined
  return words.say(`act.${act}`, {
    organisation: isolated(about?.id ?? organisation),
    name: isolated(about?.name ?? name),
    decision: String(decision),
    kind: 'compromisedSince' in input ? 'compromised' : 'person' in input ? 'known' : 'other',
  })
}

/** What becomes other than it is, one line each. The version in the act makes sure that it is still so when it is done. */
export function changesOf(words: MemberWords, before: Organisation, { input }: SignedActPayload): string[] {
  const change = (input as { change?: Partial<Record<keyof Organisation, unknown>> }).change ?? {}
  const roles = Array.isArray(change.roles) ? (change.roles as string[]) : before.roles
  const name = (role: string) => words.catalogue.roles[role as keyof typeof words.catalogue.roles] ?? role
  const organisation = isolated(before.name)
  return [
    ...roles
      .filter((role) => !before.roles.some((had) => had === role))
      .map((role) => words.say('change.role.add', { role: name(role), organisation })),
    ...before.roles
      .filter((role) => !roles.includes(role))
      .map((role) => words.say('change.role.remove', { role: name(role), organisation })),
    ...(change.state !== undefined && change.state !== before.state
      ? [
          words.say('change.state', {
            organisation,
            from: words.catalogue.states[before.state],
            to: words.catalogue.states[change.state as Organisation['state']],
          }),
        ]
      : []),
    ...(change.name !== undefined && change.name !== before.name
      ? [words.say('change.name', { from: organisation, to: isolated(change.name) })]
      : []),
    ...('nativeName' in change ? [words.say('change.native-name', { organisation })] : []),
    ...('identifiers' in change ? [words.say('change.identifiers', { organisation })] : []),
    ...('keyDelay' in change ? [words.say('change.delay', { organisation })] : []),
  ]
}

const isActName = (name: string): name is ActName =>
  Object.hasOwn(memberOperations, name) && 'act' in memberOperations[name as keyof typeof memberOperations]

/** A name from elsewhere keeps its direction to itself (Unicode 9.0, 2.4: first strong isolate). */
const isolated = (value: unknown) => (typeof value === 'string' ? `\u2068${value}\u2069` : '')
