import type { LedgerActInput, LedgerActName } from '#schemas/ledger.ts'
import type { OrganisationRole } from '#schemas/organisation.ts'
import type { ActSigner, SigningWindow } from '../acts/find-signer.ts'

/** An act whose signature verified, by an organisation that may do it, for this registry. */
export interface LedgerAct<N extends LedgerActName> {
  readonly text: string
  /** SHA-256 of the payload bytes, base64url. */
  readonly digest: string
  readonly organisation: {
    readonly id: string
    readonly name: string
    readonly country: string
    readonly roles: readonly OrganisationRole[]
  }
  /** Whose key or passkey it was. */
  readonly signer: ActSigner
  readonly name: N
  readonly input: LedgerActInput<N>
  readonly signedAt: number
  /** While which the key that signed was in force. */
  readonly window: SigningWindow
}
