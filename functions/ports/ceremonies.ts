/** A registration or sign-in with a passkey that was begun and waits for the authenticator's answer. */
export interface Ceremony {
  /** SHA-256 of the secret that names it to the page, base64url. */
  readonly digest: string
  readonly kind: 'registration' | 'sign-in'
  /** 32 random bytes, base64url. */
  readonly challenge: string
  /** Of a registration: for whom the passkey will be. */
  readonly person?: { readonly organisation: string; readonly id: string; readonly version: number } | undefined
  /** Seconds; nothing comes of it after this. */
  readonly expiresAt: number
}

/** All throw RegistryError `store-unavailable`. */
export interface Ceremonies {
  begin(ceremony: Ceremony): Promise<void>
  /**
   * Uses a ceremony up. Returns it once: of two calls one gets it, whatever the order. Undefined if there is none; one
   * that has expired may still be there, so look at `expiresAt`.
   */
  take(digest: string): Promise<Ceremony | undefined>
}
