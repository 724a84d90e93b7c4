import type { Evidence, Presented } from '#schemas/evidence.ts'
import { webCryptography } from '#domain/cryptography.ts'
import { claimedIdentity } from '#domain/verification/claimed-identity.ts'
import { claimedIssuer } from '#domain/verification/claimed-issuer.ts'
import { registry, tellConnected } from './device/device-data.ts'
import type { HeldData } from './device/held-data.ts'
import { readHeld } from './device/keep-data.ts'
import { fetchRegistries } from './device/synchronise.ts'
import { secondsNow } from '#web/page/seconds-now.ts'

/**
 * What the registry knows of what is presented, and what this device holds. Any trouble with the network or the registry
 * is a fact that nobody could say, never a bad certificate; then the signed list of the device answers, as of its time.
 */
export async function gatherEvidence(presented: Presented): Promise<Evidence> {
  const [held, asked] = await Promise.all([readHeld(), askRegistry(presented)])
  if (asked !== undefined && asked.registries.length > 0)
    return { ...asked, ...(await fromDevice(presented, asked.registries, held)) }
  const registries =
    held.registries.length > 0 ? held.registries : await fetchRegistries(registry, secondsNow).catch(() => [])
  const { record, signatory } = asked ?? nothingReached
  return {
    registries: [...registries],
    record,
    signatory,
    ...(await fromDevice(presented, registries, held)),
  }
}

const nothingReached = { record: { found: 'not-reached' }, signatory: { found: 'not-reached' } } as const

async function askRegistry(presented: Presented): Promise<Evidence | undefined> {
  if (!navigator.onLine) return undefined
  try {
    const evidence = await registry.call('gather-evidence', { body: { presented } })
    tellConnected(true)
    return evidence
  } catch {
    tellConnected(false)
    return undefined
  }
}

/** The list that the certificate names, and the newest that this device has seen: older than that is a replay. */
async function fromDevice(
  presented: Presented,
  registries: Evidence['registries'] | HeldData['registries'],
  { registries: held, lists, newestSeq, newestTime }: HeldData,
): Promise<Partial<Evidence>> {
  const origins = registries.flatMap(({ verifierOrigins }) => verifierOrigins)
  const claimed = await claimedIdentity(presented, origins, webCryptography)
  const issuer = claimedIssuer(presented, [...registries])
  // Only lists of this page's own registry are held; the same number at another one is another list.
  const number = issuer === undefined || issuer === held[0]?.issuer ? claimed?.statusList : undefined
  const list = lists.find((each) => each.list === number)
  const seq = number === undefined ? undefined : newestSeq[number]
  return {
    statusList:
      list === undefined
        ? { found: 'not-reached' }
        : { found: 'yes', asOf: list.fetchedAt, fact: { token: list.token } },
    ...(seq !== undefined && { newestStatusSeq: seq }),
    ...(newestTime !== undefined && { newestTimeSeen: newestTime }),
  }
}
