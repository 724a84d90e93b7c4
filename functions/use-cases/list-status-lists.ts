import type { Output } from '#schemas/operations.ts'
import { statusListUri } from '#domain/certificate/status-reference.ts'
import type { Clock } from '#ports/clock.ts'
import type { StatusLists } from '#ports/status-lists.ts'

export interface ListStatusListsNeeds {
  readonly statusLists: StatusLists
  readonly clock: Clock
  readonly registry: { readonly issuer: string }
}

/** Tells the addresses of all status lists (draft-ietf-oauth-status-list section 9), as credentials name them. */
export function listStatusLists({ statusLists, clock, registry }: ListStatusListsNeeds) {
  return async (): Promise<Output<'list-status-lists'>> => {
    const asOf = clock.now()
    const lists = await statusLists.all()
    return { status_lists: lists.map((list) => statusListUri(registry.issuer, list)), asOf }
  }
}
