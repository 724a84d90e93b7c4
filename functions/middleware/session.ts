import { csrfOf, identifyPerson, type PersonRecords } from '#domain/access/session.ts'
import { RegistryError } from '#domain/errors.ts'
import type { Authenticator } from './caller.ts'
import type { HttpEvent } from './http-event.ts'

/** The browser sends it to this host alone, over TLS, and never for a page of another site (RFC 6265bis, section 4.1.3). */
export const cookieName = '__Host-session'

/** What a use case does to the session of the caller: begins one with this secret, or ends it. */
export type SessionChange = { readonly secret: string; readonly seconds: number } | 'ended'

export function sessionCookie(change: SessionChange): string {
  const [value, seconds] = change === 'ended' ? ['', 0] : [change.secret, change.seconds]
  return `${cookieName}=${value}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${seconds}`
}

/** The secret in the session cookie, if there is one of its form, and only one. */
export function sessionSecretOf({ cookies }: Pick<HttpEvent, 'cookies'>): string | undefined {
  const values = cookies.flatMap((cookie) => {
    const [name, ...value] = cookie.trim().split('=')
    return name === cookieName ? [value.join('=')] : []
  })
  return values.length === 1 && /^[A-Za-z0-9_-]{43}$/.test(values[0]!) ? values[0] : undefined
}

export interface SessionNeeds extends PersonRecords {
  readonly now: () => number
  readonly issuer: string
}

/**
 * By session cookie. Where only members are let in, throws RegistryError `session-expired` for a session that has ended,
 * and `csrf-invalid` for a call that changes something and does not come from a page of ours. Elsewhere such a call is
 * one of nobody in particular.
 */
export function bySession({ now, issuer, ...records }: SessionNeeds): Authenticator {
  return async (event, wanted) => {
    const secret = sessionSecretOf(event)
    if (secret === undefined || wanted === 'signatory') return undefined
    const caller = await identifyPerson(secret, now(), records)
    if (caller === undefined) {
      if (wanted === 'anyone') return undefined
      throw new RegistryError('session-expired', 'Sign in again with your passkey.')
    }
    if (event.method === 'GET' || (await isOwnPage(event, issuer, secret))) return caller
    if (wanted === 'anyone') return undefined
    throw new RegistryError(
      'csrf-invalid',
      'Reload the page and try again. A program signs in with its key at /oauth2/token instead.',
    )
  }
}

/** A page of another origin can make the browser send the cookie at most; it can neither write this Origin nor read the token. */
async function isOwnPage({ headers }: HttpEvent, issuer: string, secret: string): Promise<boolean> {
  return headers.origin === issuer && headers['x-csrf-token'] === (await csrfOf(secret))
}
