import { inflateSync } from 'node:zlib'
import * as z from 'zod'
import {
  certificateStatus,
  credentialPayload,
  digest,
  seconds,
  signatoryPerson,
  type Certificate,
} from '#schemas/certificate.ts'
import { statusListPayload, statusListSize, statusValueOf } from '#schemas/status-list.ts'

export const usedAct = z.strictObject({
  organisation: z.string(),
  idempotencyKey: z.string(),
  fingerprint: digest,
  certificate: z.string(),
  version: z.int().min(2),
})
export const keptAct = usedAct.extend({
  act: z.string(),
  signedBy: signatoryPerson.optional(),
  status: certificateStatus,
  statusSince: seconds,
})
export const statusChange = z.strictObject({
  list: z.int(),
  index: z.int().min(0).max(1_048_575),
  value: z.int().min(0).max(3),
  version: z.int().min(1),
})
export const edition = z.strictObject({ list: z.int(), seq: z.int().min(1), token: z.string(), publishedAt: seconds })
export const knownList = z.strictObject({ list: z.int() })

export interface StatusContents {
  readonly certificates: Certificate[]
  readonly acts: z.infer<typeof keptAct>[]
  readonly actRows: z.infer<typeof usedAct>[]
  readonly usedActs: z.infer<typeof usedAct>[]
  readonly changes: z.infer<typeof statusChange>[]
  readonly editions: z.infer<typeof edition>[]
  readonly knownLists: z.infer<typeof knownList>[]
  readonly countedLists: readonly string[]
  readonly leaves: readonly { id: string }[]
  readonly issuances: readonly { state: string; organisation: string; idempotencyKey: string; fingerprint: string }[]
}

/**
 * What must not be: a certificate whose status its acts do not lead to; an act that can be used again, or that nobody
 * finds; a status list that says something else than the certificates, unless a change waits; an edition that was not
 * logged; a list that nobody publishes.
 */
export function checkStatus(contents: StatusContents): string[] {
  return [...checkActs(contents), ...checkLists(contents), ...checkEntries(contents), ...checkPositions(contents)]
}

function checkActs({ certificates, acts, actRows, usedActs, issuances }: StatusContents): string[] {
  const named = ({ certificate, version, organisation, idempotencyKey, fingerprint }: z.infer<typeof usedAct>) =>
    `act ${version} on ${certificate} by ${organisation} under ${idempotencyKey} for ${fingerprint}`
  // What supersedes a certificate is the request for the next one, which stands under the key of its issue.
  const bySuperseding = acts.filter(({ status }) => status === 'superseded')
  const kept = acts
    .filter((act) => !bySuperseding.includes(act))
    .map(named)
    .toSorted()
  const [rows, used] = [actRows, usedActs].map((each) => each.map(named).toSorted())
  return [
    ...(String(kept) === String(rows) ? [] : [`acts ${kept.join()} are found by their keys as ${rows!.join()}`]),
    ...(String(kept) === String(used) ? [] : [`acts ${kept.join()} are marked as used as ${used!.join()}`]),
    ...bySuperseding
      .filter(
        (act) =>
          !issuances.some(
            (row) =>
              row.state === 'issued' &&
              row.fingerprint === act.fingerprint &&
              row.idempotencyKey === act.idempotencyKey,
          ),
      )
      .map((act) => `${named(act)} superseded it with nothing`),
    ...acts
      .filter(({ certificate }) => !certificates.some(({ id }) => id === certificate))
      .map((act) => `${named(act)} has no certificate`),
    ...certificates.flatMap((each) => checkHistory(each, acts)),
  ]
}

function checkHistory({ id, status, statusSince, statusVersion }: Certificate, acts: StatusContents['acts']): string[] {
  const own = acts.filter(({ certificate }) => certificate === id).toSorted((a, b) => a.version - b.version)
  const versions = own.map(({ version }) => version).join()
  const expected = Array.from({ length: statusVersion - 1 }, (_, nth) => nth + 2).join()
  if (versions !== expected) return [`certificate ${id} is at version ${statusVersion} by the acts ${versions}`]
  const last = own.at(-1)
  return last === undefined || (last.status === status && last.statusSince === statusSince)
    ? []
    : [`certificate ${id} is ${status}, and its last act made it ${last.status}`]
}

function checkLists({ editions, leaves, certificates, countedLists, knownLists }: StatusContents): string[] {
  const unlogged = editions.flatMap(({ list, seq }) => {
    const logged = leaves.filter(({ id }) => id.startsWith(`status-list.${list}.`)).length
    return logged === seq ? [] : [`status list ${list} is at edition ${seq}, and has ${logged} leaves`]
  })
  const used = new Set(certificates.map((each) => positionOf(each)?.list))
  // A store that was filled without taking positions has no lists to know of.
  const unknown = countedLists
    .map((partition) => Number(partition.replace('STATUS#', '')))
    .filter((list) => used.has(list) && !knownLists.some((known) => known.list === list))
    .map((list) => `status list ${list} holds certificates and nobody knows of it`)
  return [...unlogged, ...unknown]
}

function checkEntries({ certificates, changes, editions }: StatusContents): string[] {
  const bits = new Map(editions.map((each) => [each.list, bitsOf(each)]))
  const pending = new Map(changes.map((change) => [`${change.list} ${change.index}`, change]))
  const given = new Set<string>()
  const wrong = certificates.flatMap((each) => {
    const position = positionOf(each)
    if (position === undefined) return []
    const { list, index } = position
    given.add(`${list} ${index}`)
    const wanted = statusValueOf[each.status]
    const change = pending.get(`${list} ${index}`)
    const says = change?.value ?? entryOf(bits.get(list), index)
    const current = change === undefined || change.version === each.statusVersion
    return says === wanted && current ? [] : [`${each.id} is ${each.status}, and its list is to say ${says} of it`]
  })
  const stray = [...bits].flatMap(([list, each]) =>
    issuedIn(each)
      .filter((index) => !given.has(`${list} ${index}`))
      .map((index) => `status list ${list} speaks of ${index}, which no certificate has`),
  )
  return [...wrong, ...stray]
}

function checkPositions({ certificates }: StatusContents): string[] {
  const holders = Map.groupBy(certificates, (each) => positionOf(each)?.printed)
  return [...holders].flatMap(([position, found]) =>
    position === undefined || found.length === 1
      ? []
      : [`${found.map(({ id }) => id).join(' and ')} share the status position ${position}`],
  )
}

/** Undefined if the credential is not one: the store keeps what it is given, and tests give it other things. */
function positionOf({ credential }: Certificate): { list: number; index: number; printed: string } | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(credential.split('.')[1] ?? '', 'base64url').toString())
    const { idx, uri } = credentialPayload.parse(payload).status.status_list
    return { list: Number(uri.split('/').at(-1)), index: idx, printed: `${uri} ${idx}` }
  } catch {
    return undefined
  }
}

/** By another way than the registry's own: bits of a token whose signature is not looked at. Undefined if it is none. */
function bitsOf({ token }: z.infer<typeof edition>): Uint8Array | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return inflateSync(Buffer.from(statusListPayload.parse(payload).status_list.lst, 'base64url'))
  } catch {
    return undefined
  }
}

function entryOf(bits: Uint8Array | undefined, index: number): number | undefined {
  const byte = bits?.[Math.floor(index / 4)]
  return byte === undefined ? undefined : Math.floor(byte / 4 ** (index % 4)) % 4
}

function issuedIn(bits: Uint8Array | undefined): number[] {
  const found: number[] = []
  for (let index = 0; bits !== undefined && index < statusListSize; index++)
    if (bits[index >> 2] !== 255 && entryOf(bits, index) !== 3) found.push(index)
  return found
}
