import type { Input, Output } from '#schemas/operations.ts'
import { RegistryError } from '#domain/errors.ts'
import type { StatusLists } from '#ports/status-lists.ts'

export interface GetStatusListNeeds {
  readonly statusLists: StatusLists
}

/** Gives the edition of a status list that stands, as it was signed. */
export function getStatusList({ statusLists }: GetStatusListNeeds) {
  return async ({ list }: Input<'get-status-list'>): Promise<Output<'get-status-list'>> => {
    const found = await statusLists.find(Number(list))
    if (found === undefined)
      throw new RegistryError(
        'not-published',
        'This status list has not been published. /status-lists names all that there are; a new one takes a minute.',
      )
    return { mediaType: 'application/statuslist+jwt', body: new TextEncoder().encode(found.token) }
  }
}
