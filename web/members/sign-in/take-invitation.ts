import { invitationSecret } from '#schemas/person.ts'

/** What the fragment of an invitation's link held. */
export type TakenInvitation = { readonly secret: string } | 'damaged' | undefined

/**
 * Takes the secret of an invitation out of the address, first of all: it must not stay in the history, in a bookmark or in
 * a link that is shared. What stands behind `#` never reaches a server by itself.
 */
export function takeInvitation(): TakenInvitation {
  const fragment = location.hash
  if (fragment === '') return undefined
  history.replaceState(null, '', location.pathname)
  if (!fragment.startsWith('#invitation=')) return undefined
  const secret = invitationSecret.safeParse(fragment.slice('#invitation='.length))
  return secret.success ? { secret: secret.data } : 'damaged'
}
