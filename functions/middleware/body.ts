import { RegistryError } from '#domain/errors.ts'
import type { Operation } from '#schemas/operations/operation.ts'
import type { HttpEvent } from './http-event.ts'
import { parseStrictJson } from './strict-json.ts'

/**
 * The body as the operation's schema expects it: parsed JSON, text, or undefined for an operation without one.
 * Throws RegistryError `request-invalid`, `json-invalid`, `body-too-large`, `media-type-unsupported`.
 */
export function readBody({ accepts }: Operation, { body, isBase64Encoded, headers }: HttpEvent): unknown {
  if (accepts === undefined) return refuseBody(body)
  const mediaType = requireMediaType(accepts.mediaTypes, headers['content-type'], headers['content-encoding'])
  if (body === undefined || body === '')
    throw new RegistryError('request-invalid', 'This operation needs a body; none was sent.')
  const bytes = isBase64Encoded ? fromBase64(body, accepts.limit) : fromText(body, accepts.limit)
  if (bytes.length > accepts.limit) throw tooLarge(accepts.limit)
  const text = decode(bytes)
  if (mediaType === 'application/json') return parseStrictJson(text)
  return mediaType === 'application/x-www-form-urlencoded' ? parseForm(text) : text
}

/** A name that stands twice is refused: one reader would take the first value, another the last. */
function parseForm(text: string): Record<string, string> {
  const fields: Record<string, string> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    if (Object.hasOwn(fields, name)) throw new RegistryError('request-invalid', 'Send each field of the form once.')
    fields[name] = value
  }
  return { ...fields }
}

function refuseBody(body: string | undefined): undefined {
  if (body === undefined || body === '') return undefined
  throw new RegistryError('request-invalid', 'This operation reads no body; send the request without one.')
}

function requireMediaType<T extends string>(wanted: readonly T[], given = '', encoding = ''): T {
  const [type = '', ...parameters] = given.split(';').map((part) => part.trim().toLowerCase())
  const others = parameters.filter((parameter) => !/^(charset="?utf-8"?)?$/.test(parameter))
  const found = wanted.find((each) => each === type)
  if (found !== undefined && others.length === 0 && /^(identity)?$/i.test(encoding.trim())) return found
  throw new RegistryError(
    'media-type-unsupported',
    `Send the body as it is (not compressed), in UTF-8, with the header "Content-Type: ${wanted.join(' or ')}".`,
  )
}

const tooLarge = (limit: number) =>
  new RegistryError('body-too-large', `The body may have at most ${limit} bytes here.`)

/** Lengths are looked at first, so that a large body is refused before it is decoded. */
function fromBase64(body: string, limit: number): Uint8Array {
  if (body.length > Math.ceil(limit / 3) * 4) throw tooLarge(limit)
  const bytes = Buffer.from(body, 'base64')
  // Buffer skips what is not base64; whatever it skipped does not come back.
  if (bytes.toString('base64') === body) return bytes
  throw new RegistryError('request-invalid', 'The body is marked as base64 and is not base64.')
}

function fromText(body: string, limit: number): Uint8Array {
  if (body.length > limit) throw tooLarge(limit)
  if (!body.isWellFormed()) throw notUtf8()
  return new TextEncoder().encode(body)
}

/** A byte order mark is kept: JSON does not allow one, and nothing that was signed begins with one. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw notUtf8()
  }
}

const notUtf8 = () => new RegistryError('request-invalid', 'The body is not UTF-8 text. Send it in UTF-8.')
