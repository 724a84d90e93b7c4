import { RegistryError } from '#domain/errors.ts'
import { publishStatusList } from '#domain/status/publish-status-list.ts'
import type { Clock } from '#ports/clock.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'
import type { Signer } from '#ports/signer.ts'
import type { StatusLists } from '#ports/status-lists.ts'

export interface PublishStatusListsNeeds {
  readonly statusLists: StatusLists
  readonly keys: RegistryKeys
  readonly signer: Signer
  readonly clock: Clock
  readonly registry: { readonly issuer: string }
}

/** Changes in one edition, and editions of one list in one run: what is left over is the next run's. */
const batch = 2_000
const editions = 4

/** Counts of lists, and of changes that are now published. */
interface Counts {
  published: number
  unchanged: number
  failed: number
  changes: number
}

/**
 * Publishes what changed in the status lists.
 *
 * 1. For each list that holds a certificate, publish what is pending, and each list anew once an hour.
 * 2. Settle what the edition says. A crash before that leaves changes that are published already: the next run sees it.
 * 3. One that cannot be published now stays for the next run; the others do not wait for it.
 * 4. Report a defect only when all others are done: one damaged list must not block those behind it.
 */
export function publishStatusLists(needs: PublishStatusListsNeeds) {
  return async (): Promise<Readonly<Record<keyof Counts, number>>> => {
    const counts: Counts = { published: 0, unchanged: 0, failed: 0, changes: 0 }
    const defects: unknown[] = []
    for (const list of await needs.statusLists.all()) {
      try {
        counts[await publishOne(needs, list, counts)] += 1
      } catch (error) {
        if (error instanceof RegistryError) counts.failed += 1
        else defects.push(error)
      }
    }
    if (defects.length > 0)
      throw new AggregateError(
        defects,
        `${defects.length} lists are damaged; ${counts.published} others were published`,
      )
    return counts
  }
}

async function publishOne(
  needs: PublishStatusListsNeeds,
  list: number,
  counts: Counts,
): Promise<'published' | 'unchanged'> {
  let anything = false
  for (let edition = 1; edition <= editions; edition++) {
    const { outcome, said } = await publishStatusList(list, {
      ...needs,
      issuer: needs.registry.issuer,
      now: needs.clock.now(),
      limit: batch,
    })
    anything ||= outcome === 'published'
    await needs.statusLists.settle(said)
    counts.changes += said.length
    if (said.length < batch) break
  }
  return anything ? 'published' : 'unchanged'
}
