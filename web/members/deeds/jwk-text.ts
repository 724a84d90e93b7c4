import * as z from 'zod'
import { publicJwk } from '#schemas/keys.ts'

/**
 * A public key as a person pastes it: JSON of a P-256 JWK. Members that say nothing of the point are left out; one with a
 * private half is refused, so that nobody gives that away.
 */
export const jwkText = z
  .string()
  .transform((typed, ctx) => {
    try {
      return JSON.parse(typed) as unknown
    } catch {
      ctx.addIssue({ code: 'custom', message: 'not JSON' })
      return z.NEVER
    }
  })
  .pipe(z.looseObject({ d: z.undefined().optional() }))
  .transform(({ crv, kty, x, y }) => ({ crv, kty, x, y }))
  .pipe(publicJwk)

/** Whether what was pasted holds a private key. */
export const holdsPrivateKey = (typed: string) => /"d"\s*:/.test(typed)
