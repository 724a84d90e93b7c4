/** Why nothing could be read at a domain. It tells nothing of what stands there. */
export type ProofFailure =
  /** Its name has no address. */
  | 'name-unknown'
  /** One of its addresses is not one of the public internet. */
  | 'address-not-public'
  /** No connection, no TLS with a good certificate, or no answer in time. */
  | 'not-reached'
  /** Something else than status 200: a redirect is not followed. */
  | 'other-status'
  | 'too-large'

/**
 * What a domain publishes of whose it is. The domain is chosen by a caller, so who implements this must reach nothing but
 * public addresses, whatever the name resolves to, and read a bounded answer in bounded time. Never throws.
 */
export interface DomainProofs {
  /** The document at `proofPath`, as text. */
  document(domain: string): Promise<{ readonly text: string } | { readonly failure: ProofFailure }>
  /** The TXT records at a name. */
  records(name: string): Promise<{ readonly records: readonly string[] } | { readonly failure: ProofFailure }>
}
