import { RegistryRefusal } from '#client/operation-client.ts'
import { type RegistryClient } from '#client/registry-client.ts'
import type { Registry } from '#schemas/keys.ts'
import { fromUtf8 } from '#domain/bytes.ts'
import { statusListUri } from '#domain/certificate/status-reference.ts'
import { readStatusList } from '#domain/status/status-list-token.ts'
import { readTrustList } from '#domain/trust/trust-list.ts'
import { keepComplete, keepList, keepOnlyLists, keepRegistries, keepTrust, readHeld } from './keep-data.ts'

/** `partly`: the registry was reached, but not all that it should give could be had or was in order. */
export type Synchronised = 'whole' | 'partly' | 'not-reached' | 'older-list-refused'

/** Lists are small and few; a registry that names more than this has the newest of them held. */
const mostLists = 64

/**
 * Fetches ahead what a verification without a connection needs: keys, and every status list. Each list is verified
 * before it is kept, and none ever replaces a newer one.
 *
 * Lists are asked for at the registry's own origin by their number; no address from an answer is ever followed.
 */
export async function synchronise(registry: RegistryClient, now: () => number): Promise<Synchronised> {
  const registries = await fetchRegistries(registry, now).catch(() => undefined)
  if (registries === undefined) return 'not-reached'
  const trusted = await fetchTrust(registry, registries[0]!, now).then(
    () => true,
    (error: unknown) => error instanceof RegistryRefusal,
  )
  try {
    const { status_lists: addresses } = await registry.call('list-status-lists', {})
    const wanted = addresses.flatMap((address) => numberOf(address, registries[0]!)).sort((a, b) => b - a)
    const lists = wanted.slice(0, mostLists)
    const outcomes = new Set<FetchedList>()
    // One after the other: a phone at the edge of a network gets some whole rather than all in part.
    for (const list of lists) outcomes.add(await fetchList(registry, registries, list, now))
    await keepOnlyLists(lists)
    if (outcomes.has('older')) return 'older-list-refused'
    if (!trusted || outcomes.has('missing')) return 'partly'
    await keepComplete(now())
    return 'whole'
  } catch {
    return 'partly'
  }
}

/** Fetches and keeps the registry of this page and its keys. */
export async function fetchRegistries(registry: RegistryClient, now: () => number): Promise<readonly Registry[]> {
  const registries = [await registry.call('get-registry', {})]
  // A store that fails must not keep what was just learnt from being used.
  await keepRegistries(registries, now()).catch(() => undefined)
  return registries
}

/**
 * Fetches and keeps which other registries are trusted, signed by the trust-list key of this page's own. Throws for an
 * edition that goes back or is not the registry's: the one that is held stays. RegistryRefusal: there is none yet.
 */
async function fetchTrust(registry: RegistryClient, own: Registry, now: () => number): Promise<void> {
  const { body } = await registry.call('get-trust-list', {})
  const anchors = own.keys.filter(({ use, state }) => use === 'trust-list' && state !== 'compromised')
  const { trust: newest } = await readHeld()
  const read = await readTrustList(
    fromUtf8(body as Uint8Array<ArrayBuffer>),
    anchors.map(({ jwk }) => jwk),
    now(),
    newest,
  )
  const { registries, version, digest, issuedAt, expiresAt } = read
  const others = registries.filter(({ issuer }) => issuer !== own.issuer)
  await keepTrust({ registries: others, version, digest, issuedAt, expiresAt })
}

/** `older`: than one that was seen before, so it was not taken. `missing`: it cannot be had, or is not the registry's. */
type FetchedList = 'kept' | 'older' | 'missing' | 'not-published'

async function fetchList(
  registry: RegistryClient,
  registries: readonly Registry[],
  list: number,
  now: () => number,
): Promise<FetchedList> {
  try {
    const { body } = await registry.call('get-status-list', { list: String(list) })
    const token = fromUtf8(body as Uint8Array<ArrayBuffer>)
    const { uri, seq, issuedAt, expiresAt } = await readStatusList(token, registries)
    if (uri !== statusListUri(registries[0]!.issuer, list)) return 'missing'
    return (await keepList({ list, token, seq, issuedAt, expiresAt, fetchedAt: now() })) ? 'kept' : 'older'
  } catch (error) {
    // A list is named as soon as its first certificate is issued, and published within a minute.
    return error instanceof RegistryRefusal && error.problem.code === 'not-published' ? 'not-published' : 'missing'
  }
}

function numberOf(address: string, { issuer }: Registry): number[] {
  const number = Number(/\/status-lists\/(0|[1-9]\d{0,6})$/.exec(address)?.[1])
  return Number.isInteger(number) && address === statusListUri(issuer, number) ? [number] : []
}
