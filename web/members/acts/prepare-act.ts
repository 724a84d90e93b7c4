import type * as z from 'zod'
import { signedAct, type SignedActPayload } from '#schemas/signed-act.ts'
import { sha256Base64url, type Bytes } from '#domain/bytes.ts'
import { canonicalBytes, readCanonicalJson } from '#domain/canonical-json.ts'
import { keyIdOf } from '#domain/key-id.ts'
import { publicJwk } from '#schemas/keys.ts'
import { memberOperations } from '#schemas/operations/members.ts'

type Table = typeof memberOperations

/** Operations that are asked for by a signed act. */
export type ActName = { [N in keyof Table]: Table[N] extends { readonly act: z.ZodObject } ? N : never }[keyof Table]
export type ActInput<N extends ActName> = z.input<Table[N]['act']>

/** What will be signed: these bytes. Everything else here is read back from them. */
export interface PreparedAct {
  readonly bytes: Bytes
  /** SHA-256 of the bytes, base64url: the challenge of the assertion, and the Idempotency-Key of the call. */
  readonly digest: string
  readonly payload: SignedActPayload
  /** RFC 7638 thumbprints of the keys in it, by their JSON. */
  readonly keyIds: ReadonlyMap<string, string>
}

interface ToPrepare<N extends ActName> {
  readonly name: N
  readonly input: ActInput<N>
  /** Origin of the registry that it is for. */
  readonly registry: string
  readonly organisation: string
  /** Seconds since 1970. */
  readonly now: number
}

/** Throws ZodError if the input is not as the operation wants it. */
export async function prepareAct<N extends ActName>(asked: ToPrepare<N>): Promise<PreparedAct> {
  const input: unknown = memberOperations[asked.name].act.parse(asked.input)
  const { name: act, registry: aud, now: iat, organisation: iss } = asked
  return readAct(canonicalBytes({ act, aud, iat, input: withoutAbsent(input), iss }))
}

/** Throws CheckFailure or ZodError for bytes that are no act in canonical form. */
export async function readAct(bytes: Bytes): Promise<PreparedAct> {
  const payload = signedAct.parse(readCanonicalJson(bytes))
  return { bytes, digest: await sha256Base64url(bytes), payload, keyIds: await keyIdsIn(payload.input) }
}

/** JSON knows no members that are there and undefined. */
const withoutAbsent = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

async function keyIdsIn(value: unknown): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const look = async (part: unknown): Promise<void> => {
    const key = publicJwk.safeParse(part)
    if (key.success) found.set(JSON.stringify(part), await keyIdOf(key.data))
    else if (typeof part === 'object' && part !== null) for (const inner of Object.values(part)) await look(inner)
  }
  await look(value)
  return found
}
