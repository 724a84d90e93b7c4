import type { RegistryKey } from '#schemas/keys.ts'
import { statusListPayload, statusListTyp } from '#schemas/status-list.ts'
import { toBase64url, type Bytes } from '../bytes.ts'
import { readCanonicalJson } from '../canonical-json.ts'
import { requirePublished } from '../certificate/require-published.ts'
import { statusListUri } from '../certificate/status-reference.ts'
import { RegistryError } from '../errors.ts'
import { readStrictJws } from '../jws/strict-jws.ts'
import { statusListLeaf } from '../log/status-list-leaf.ts'
import { deflateBits, inflateBits, newStatusBits, setStatus, statusAt } from './status-bits.ts'
import { longestToken, statusListPayloadOf, statusListSigningInput } from './status-list-token.ts'
import type { EntryChange } from './status-change.ts'

interface Edition {
  readonly list: number
  readonly seq: number
  readonly token: string
  readonly publishedAt: number
}

/** What publishing needs of the world; the ports of the same names fit it. */
export interface PublishingNeeds {
  readonly statusLists: {
    find(list: number): Promise<Edition | undefined>
    pending(list: number, limit: number): Promise<readonly EntryChange[]>
    publish(next: Edition, leaf: { id: string; at: number; bytes: string }): Promise<boolean>
  }
  readonly keys: { list(): Promise<readonly RegistryKey[]> }
  readonly signer: {
    publicKey(use: 'status'): Promise<{ readonly kid: string }>
    sign(use: 'status', bytes: Bytes): Promise<{ readonly kid: string; readonly signature: Bytes }>
  }
  readonly issuer: string
  readonly now: number
  /** The most changes that one edition takes up. */
  readonly limit: number
}

export interface PublishedNow {
  /** `beaten`: another publisher was first each time; what it left out is still pending. */
  readonly outcome: 'published' | 'unchanged' | 'beaten'
  /** Changes that the edition which stands now says: they can be settled. */
  readonly said: readonly EntryChange[]
}

/** An edition is renewed long before it expires, so that a phone that comes by once a week finds a fresh one. */
const renewAfter = 3_600
const attempts = 4

/**
 * Publishes what changed in a status list.
 *
 * 1. Read the edition that stands, and only then what is pending. The other way round a change that another publisher
 *    published, settled and replaced in between would be put back.
 * 2. Nothing new, not old, and signed by the key in use: there is nothing to do.
 * 3. Sign the next edition, and store it if the one that stands is still the one that was read; else begin again.
 *
 * Settling is left to the caller. Throws RegistryError `signer-unavailable` or `store-unavailable`.
 */
export async function publishStatusList(list: number, needs: PublishingNeeds): Promise<PublishedNow> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const standing = await needs.statusLists.find(list)
    const said = await needs.statusLists.pending(list, needs.limit)
    const { kid } = await needs.signer.publicKey('status')
    const { bits, signedBy } = standing ? await readOwn(standing, needs.issuer) : nothingYet()
    const news = said.filter(({ index, value }) => statusAt(bits, index) !== value)
    const due = standing === undefined || standing.publishedAt <= needs.now - renewAfter || signedBy !== kid
    if (news.length === 0 && !due) return { outcome: 'unchanged', said }

    for (const { index, value } of news) setStatus(bits, index, value)
    const next = await signed(list, standing, bits, kid, needs)
    const { publishedAt: at, seq } = next
    const leaf = { id: `status-list.${list}.${seq}`, at, bytes: await statusListLeaf(next) }
    if (await needs.statusLists.publish(next, leaf)) return { outcome: 'published', said }
  }
  return { outcome: 'beaten', said: [] }
}

function nothingYet(): { bits: Bytes; signedBy: string | undefined } {
  return { bits: newStatusBits(), signedBy: undefined }
}

/**
 * The bits of our own edition. Its signature is not asked about: after a key was compromised the list has to be signed
 * anew all the same, and who could write another list into the store could write changes of it too. What does not read
 * as this very edition is a defect; an empty list in its place would call revoked certificates never issued.
 */
async function readOwn({ list, seq, token }: Edition, issuer: string) {
  const { kid, payloadBytes } = readStrictJws(token, statusListTyp, longestToken)
  const payload = statusListPayload.parse(readCanonicalJson(payloadBytes))
  if (payload.sub !== statusListUri(issuer, list) || payload.seq !== seq)
    throw new Error(`edition ${seq} of status list ${list} says that it is ${payload.seq} of ${payload.sub}`)
  return { bits: await inflateBits(payload.status_list.lst), signedBy: kid }
}

async function signed(
  list: number,
  standing: Edition | undefined,
  bits: Bytes,
  kid: string,
  { keys, signer, issuer, now }: PublishingNeeds,
): Promise<Edition> {
  requirePublished(await keys.list(), 'status', kid, { now, issuedAt: now })
  const seq = (standing?.seq ?? 0) + 1
  // Of two clocks one is behind; an edition must not look older than the one before it.
  const publishedAt = Math.max(now, standing?.publishedAt ?? 0)
  const lst = await deflateBits(bits)
  const input = statusListSigningInput(kid, statusListPayloadOf({ issuer, list, seq, now: publishedAt, lst }))
  const signature = await signer.sign('status', input)
  if (signature.kid !== kid)
    throw new RegistryError('signer-unavailable', 'The registry is changing its keys. Try again in a minute.')
  return { list, seq, token: `${new TextDecoder().decode(input)}.${toBase64url(signature.signature)}`, publishedAt }
}
