import { seconds } from '#schemas/certificate.ts'
import type { Registry } from '#schemas/keys.ts'
import {
  heldList,
  heldRegistries,
  heldTrust,
  nothingHeld,
  seen,
  type HeldData,
  type HeldList,
  type HeldTrust,
  type Seen,
} from './held-data.ts'
import { secondsNow } from '#web/page/seconds-now.ts'
import { openStore } from './store.ts'

const listPrefix = 'list:'
const nothingSeen: Seen = { newestTime: 0, newestSeq: {} }

/** What the store has; entries of another form, written by another version of the page, are as if they were not there. */
export async function readHeld(): Promise<HeldData> {
  try {
    const entries = await (await openStore()).all()
    const own = heldRegistries.safeParse(entries.get('registries')).data?.registries ?? []
    const trust = heldTrust.safeParse(entries.get('trust')).data
    const known = seen.safeParse(entries.get('seen'))
    const complete = seconds.safeParse(entries.get('complete'))
    const lists = [...entries].filter(([name]) => name.startsWith(listPrefix))
    return {
      // Without the own keys there was no anchor, and an expired trust list vouches for nobody.
      registries:
        own.length > 0 && trust !== undefined && secondsNow() < trust.expiresAt ? [...own, ...trust.registries] : own,
      trust,
      lists: lists.flatMap(([, value]) => heldList.safeParse(value).data ?? []).sort((a, b) => a.list - b.list),
      completeAt: complete.data,
      newestTime: known.success && known.data.newestTime > 0 ? known.data.newestTime : undefined,
      newestSeq: known.data?.newestSeq ?? {},
    }
  } catch {
    // A store that fails holds nothing; what cannot be known is then said by the verdict.
    return nothingHeld
  }
}

/** Keeps the registries, unless those that are held are younger: a key that fell into wrong hands must not come back. */
export async function keepRegistries(registries: readonly Registry[], fetchedAt: number): Promise<void> {
  await (
    await openStore()
  ).change('registries', (before) => {
    const held = heldRegistries.safeParse(before).data
    return held !== undefined && asOf(held.registries) > asOf(registries) ? before : { registries, fetchedAt }
  })
}

const asOf = (registries: readonly Registry[]) => Math.max(0, ...registries.map((each) => each.asOf))

/**
 * Keeps a list whose signature verified. Answers false, and keeps what it has, for one that is older than one that was
 * seen before: it may hide a revocation.
 */
export async function keepList(list: HeldList): Promise<boolean> {
  const store = await openStore()
  const name = String(list.list)
  let accepted = true
  await store.change('seen', (before) => {
    const known = seen.safeParse(before).data ?? nothingSeen
    accepted = list.seq >= (known.newestSeq[name] ?? 0)
    if (!accepted) return before
    return {
      newestTime: Math.max(known.newestTime, list.issuedAt),
      newestSeq: { ...known.newestSeq, [name]: list.seq },
    } satisfies Seen
  })
  if (!accepted) return false
  await store.change(listPrefix + name, (before) => {
    const held = heldList.safeParse(before).data
    return held !== undefined && held.seq > list.seq ? before : list
  })
  return true
}

/** Raises the newest signed time that was seen. */
async function raiseClockFloor(signedAt: number): Promise<void> {
  await (
    await openStore()
  ).change('seen', (before) => {
    const known = seen.safeParse(before).data ?? nothingSeen
    return { ...known, newestTime: Math.max(known.newestTime, signedAt) } satisfies Seen
  })
}

/** Keeps an edition of the trust list that was verified, unless a newer one is held; it stays when it expires. */
export async function keepTrust(trust: HeldTrust): Promise<void> {
  await (
    await openStore()
  ).change('trust', (before) => {
    const held = heldTrust.safeParse(before).data
    return held !== undefined && held.version > trust.version ? before : trust
  })
  await raiseClockFloor(trust.issuedAt)
}

export async function keepOnlyLists(wanted: readonly number[]): Promise<void> {
  const { lists } = await readHeld()
  const store = await openStore()
  for (const { list } of lists) if (!wanted.includes(list)) await store.change(`${listPrefix}${list}`, () => undefined)
}

export async function keepComplete(at: number): Promise<void> {
  await (await openStore()).change('complete', () => at)
}
