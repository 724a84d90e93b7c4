import { createHash, createPublicKey, verify } from 'node:crypto'
import { cdeDecodeOptions, cdeEncodeOptions, decode, encode, type DecodeOptions, type Tag } from 'cbor2'
import canonicalize from 'canonicalize'
import { compactVerify, importJWK } from 'jose'

// Written from docs/format.md alone: it imports nothing of the registry, so that what the document says is enough.

interface Jwk {
  readonly crv: string
  readonly kty: string
  readonly x: string
  readonly y: string
}

/** Signature and identity of a compact JWS; throws for any other spelling of it. */
export async function readJws(token: string, typ: string, jwk: Jwk): Promise<{ payload: unknown; digest: string }> {
  const { crv, kty, x, y } = jwk
  const key = await importJWK({ crv, kty, x, y }, 'ES256')
  const { payload, protectedHeader } = await compactVerify(token, key, { algorithms: ['ES256'] })
  const [head, body, signature] = token.split('.').map((part) => {
    const bytes = Buffer.from(part, 'base64url')
    same(bytes.toString('base64url'), part)
    return bytes
  })
  const kid = sha256(Buffer.from(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`)).toString('base64url')
  same(head!.toString(), `{"alg":"ES256","kid":"${kid}","typ":"${typ}"}`)
  same(protectedHeader.typ, typ)
  same(signature!.length, 64)
  same(Buffer.compare(payload, body!), 0)
  const value: unknown = JSON.parse(body!.toString())
  same(canonicalize(value), body!.toString())
  return { payload: value, digest: sha256(body!).toString('base64url') }
}

/** The claims of a QR code by their numbers; throws unless the text has the one form and the key signed it. */
export function readQr(text: string, verifierOrigin: string, jwk: Jwk): { cose: Buffer; claims: Map<number, unknown> } {
  const digits = text.slice(`${verifierOrigin}/#`.length)
  same(text, `${verifierOrigin}/#${digits}`)
  same(/^1[1-9][0-9]{19,1999}$/.test(digits), true)
  const hex = BigInt(digits.slice(1)).toString(16)
  same(hex.startsWith('1') && hex.length % 2 === 1, true)
  const cose = Buffer.from(hex.slice(1), 'hex')
  const { tag, contents } = cbor(cose) as Tag
  const [head, unprotected, payload, signature] = contents as [Uint8Array, Map<number, unknown>, Uint8Array, Uint8Array]
  same(tag, 18)
  same(unprotected.size, 0)
  const header = cbor(head) as Map<number, unknown>
  const thumbprint = sha256(Buffer.from(`{"crv":"P-256","kty":"EC","x":"${jwk.x}","y":"${jwk.y}"}`))
  same(header.get(1), -9)
  same(Buffer.from(header.get(4) as Uint8Array).toString('hex'), thumbprint.subarray(0, 8).toString('hex'))
  same(header.get(16), 'euc+cwt')
  const signed = encode(['Signature1', head, new Uint8Array(), payload], cdeEncodeOptions)
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  same(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature), true)
  return { cose, claims: cbor(payload) as Map<number, unknown> }
}

type PublicKey = Jwk | { readonly e: string; readonly kty: string; readonly n: string }

/** Payload and digest of a WebAuthn assertion that a passkey made for a registry; throws for any other. */
export function readAssertion(
  text: string,
  registry: string,
  { id, jwk }: { readonly id: string; readonly jwk: PublicKey },
): { payload: string; digest: string } {
  const [version, ...parts] = text.split('.')
  same(version, 'webauthn1')
  same(parts.length, 5)
  const [name, payload, data, client, signature] = parts.map((part) => {
    const bytes = Buffer.from(part, 'base64url')
    same(bytes.toString('base64url'), part)
    return bytes
  }) as [Buffer, Buffer, Buffer, Buffer, Buffer]
  same(name.toString('base64url'), id)
  const digest = sha256(payload).toString('base64url')
  const told = JSON.parse(client.toString()) as Record<string, unknown>
  same(told['type'], 'webauthn.get')
  same(told['challenge'], digest)
  same(told['origin'], registry)
  same(told['crossOrigin'] ?? false, false)
  same('topOrigin' in told, false)
  same(data.subarray(0, 32).equals(sha256(Buffer.from(new URL(registry).hostname))), true)
  same(data[32]! & 0b0100_0101, 0b0000_0101)
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  same(verify('sha256', Buffer.concat([data, sha256(client)]), key, signature), true)
  return { payload: payload.toString(), digest }
}

/** 28 characters for 16 bytes. */
export function printId(bytes: Uint8Array): string {
  const number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  return base32(number, 26) + base32(number % 1021n, 2)
}

const base32 = (number: bigint, length: number) =>
  Array.from(
    { length },
    (_, at) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Number((number >> BigInt(5 * (length - 1 - at))) & 31n)],
  ).join('')

function cbor(bytes: Uint8Array): unknown {
  const options: DecodeOptions = { ...cdeDecodeOptions, preferMap: true }
  const plain = Uint8Array.from(bytes)
  const value: unknown = decode(plain, options)
  same(Buffer.from(encode(value, cdeEncodeOptions)).equals(plain), true)
  return value
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

function same(found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`${String(found)} is not ${String(expected)}`)
}
