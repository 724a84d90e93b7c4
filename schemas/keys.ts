import * as z from 'zod'
import { digest, keyId, organisationId, origin, seconds } from './certificate.ts'
import { text } from './text.ts'

/** A P-256 public key as RFC 7517 JWK, only the members of the RFC 7638 thumbprint. */
export const publicJwk = z.strictObject({ crv: z.literal('P-256'), kty: z.literal('EC'), x: digest, y: digest })
export type PublicJwk = z.infer<typeof publicJwk>

/** What a registry key may sign; a key serves one use (formats.md 7). */
export const keyUses = ['credential', 'qr', 'status', 'trust-list', 'access'] as const
export const keyUse = z.enum(keyUses)
export type KeyUse = z.infer<typeof keyUse>

const keyWindow = {
  kid: keyId,
  jwk: publicJwk,
  notBefore: seconds,
  /** The key signs nothing after this; what it signed before stays good. */
  notAfter: seconds,
  state: z.enum(['active', 'retired', 'compromised']),
  /** Present for a compromised key: what it signed since then is worth nothing, what it signed before needs the registry's record. */
  compromisedSince: seconds.optional(),
}

export const registryKey = z.strictObject({ ...keyWindow, use: keyUse })
export type RegistryKey = z.infer<typeof registryKey>

export const organisationKey = z.strictObject({ ...keyWindow, organisation: organisationId })
export type OrganisationKey = z.infer<typeof organisationKey>

/** What everybody may know of a registry: who it is, where its QR codes point, and which keys speak for it. */
export const registry = z.strictObject({
  issuer: origin,
  name: text(140),
  /** Origins that a QR code of this registry may name. */
  verifierOrigins: z.array(origin).min(1),
  keys: z.array(registryKey),
  /** When this list was read from the registry's own record. */
  asOf: seconds,
})
export type Registry = z.infer<typeof registry>
