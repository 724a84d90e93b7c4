import type { SessionView } from '#schemas/operations/passkeys.ts'
import { policies, type Policy } from '#schemas/policy.ts'
import type { PageOperations } from './registry.ts'

const rows: Readonly<Partial<Record<string, Policy>>> = policies

/**
 * Whether to offer something to who is signed in: by the registry's own table of rights. It is a courtesy: the registry
 * judges every call anew.
 */
export function mayDo({ organisation, person }: SessionView, name: keyof PageOperations, about: string): boolean {
  const row = rows[name]
  if (row === undefined) return false
  const { roles, duty } = row
  const own = about === organisation.id
  const reaches = organisation.roles.some((role) => roles[role] === 'any' || (roles[role] === 'own' && own))
  return reaches && (duty === undefined || person.duties.includes(duty))
}
