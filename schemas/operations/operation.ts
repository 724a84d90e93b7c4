import * as z from 'zod'
import type { ErrorCode } from '../problem.ts'
import type { signedMediaTypes } from '../signed-act.ts'

/** Which Lambda serves an operation: grouped by privilege, so that only `issuing` may sign certificates. */
export const handlerNames = ['public', 'verification', 'access', 'members', 'ledger', 'issuing'] as const
export type HandlerName = (typeof handlerNames)[number]

export type BodyType = 'application/json' | 'application/x-www-form-urlencoded' | (typeof signedMediaTypes)[number]

export interface Operation {
  readonly summary: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly handler: HandlerName
  /** Body the operation reads: its media types and the largest size in bytes; absent for none. */
  readonly accepts?: { readonly mediaTypes: readonly [BodyType, ...BodyType[]]; readonly limit: number }
  /** Path, query, header and body merged into one input; header names in small letters. */
  readonly input: {
    readonly path?: z.ZodObject
    readonly query?: z.ZodObject
    readonly headers?: z.ZodObject
    readonly body?: z.ZodType
  }
  /** What the signed act in the body says under `input`; present where the body is a signed act. */
  readonly act?: z.ZodObject
  readonly status: 200 | 201
  /** JSON unless `produces` names other media types; then the output is `{ mediaType, body }`. */
  readonly output: z.ZodType
  readonly produces?: readonly string[]
  /** The answer comes with a session, or ends one: the use case gives `{ answer, session }`. */
  readonly setsSession?: true
  readonly refuses: readonly ErrorCode[]
  /** Seconds that a cache may keep the answer; absent: not at all. */
  readonly cacheSeconds?: number
}

type Part<T, K extends string> = T extends { readonly [P in K]: infer S extends z.ZodType } ? z.output<S> : unknown
type BodyOf<T> = T extends { readonly body: infer S extends z.ZodType } ? { body: z.output<S> } : unknown

/** What an operation is asked with: path and query parameters and headers by name, and the body under `body`. */
export type InputOf<O extends Operation> = Part<O['input'], 'path'> &
  Part<O['input'], 'query'> &
  Part<O['input'], 'headers'> &
  BodyOf<O['input']>
export type OutputOf<O extends Operation> = z.output<O['output']>

/** Chosen by the client, kept as long as the certificate: the same key and body give the same answer for life. */
export const idempotencyKey = z
  .string({
    error: 'Send an Idempotency-Key header: any text of your choice, unique for this statement, 16 to 128 characters.',
  })
  .regex(/^[A-Za-z0-9._~-]{16,128}$/, {
    error: 'An Idempotency-Key has 16 to 128 letters, digits or . _ ~ - characters; a UUID is fine.',
  })

export const json = (limit: number) => ({ mediaTypes: ['application/json'], limit }) as const

/** A signed act or statement, by key or by passkey. */
export const signed = (limit: number) =>
  ({ mediaTypes: ['application/jwt', 'application/vnd.end-use-registry.webauthn'], limit }) as const

/** A sealed place in a list, made by the registry for this caller and this question; nothing can be read from it. */
export const cursor = z.string().regex(/^[A-Za-z0-9_-]{1,600}$/, {
  error: 'Send the cursor exactly as the answer before gave it, or leave it out to begin.',
})

/** What refuses any signed act. */
export const actRefusals = [
  'request-token-invalid',
  'request-stale',
  'request-for-other-registry',
  'signatory-unknown',
  'signature-invalid',
  'not-allowed',
  'idempotency-key-reused',
  'request-already-used',
  'conflict',
  'store-unavailable',
] as const satisfies readonly ErrorCode[]
