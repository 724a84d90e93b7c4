import type { Output } from '#schemas/operations.ts'
import { toUtf8 } from '#domain/bytes.ts'
import { RegistryError } from '#domain/errors.ts'
import type { TrustLists } from '#ports/trust-lists.ts'

export interface GetTrustListNeeds {
  readonly trustLists: Pick<TrustLists, 'newest'>
}

/** Serves the newest edition of the trust list. */
export function getTrustList({ trustLists }: GetTrustListNeeds) {
  return async (): Promise<Output<'get-trust-list'>> => {
    const newest = await trustLists.newest()
    if (newest === undefined)
      throw new RegistryError(
        'not-published',
        'This registry has not published a trust list yet. Try again in an hour.',
      )
    return { mediaType: 'application/jwt', body: toUtf8(newest.token) }
  }
}
