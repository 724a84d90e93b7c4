/** A person who is signed in. Only SHA-256 of the secret in its cookie is kept. */
export interface Session {
  /** SHA-256 of the secret, base64url. */
  readonly digest: string
  readonly organisation: string
  readonly person: string
  /** Credential id of the passkey that opened it. */
  readonly passkey: string
  readonly startedAt: number
  /** When it was last seen in use, give or take some minutes. */
  readonly seenAt: number
  /** Seconds; it ends then, however much it is used. */
  readonly expiresAt: number
}

/** All throw RegistryError `store-unavailable`. */
export interface Sessions {
  start(session: Session): Promise<void>
  /** Strongly consistent. One that has expired may still be there: look. */
  find(digest: string): Promise<Session | undefined>
  /** Notes that it was seen at `now`, unless it has ended meanwhile. */
  touch(session: Session, now: number): Promise<void>
  /** Nobody is signed in by it any more. Safe to repeat. */
  end(digest: string): Promise<void>
}
