/** What can be wrong with something that was read of a log. Closed: pages and monitors have a sentence for each. */
export type LogFault =
  | 'note-malformed'
  | 'note-too-large'
  | 'verifier-key-malformed'
  | 'verifier-key-unsupported'
  | 'checkpoint-malformed'
  | 'proof-malformed'
  | 'policy-malformed'
  | 'tile-missing'
  | 'tile-malformed'
  | 'bundle-malformed'
  | 'stage-malformed'
  | 'origin-unknown'
  | 'signature-missing'
  | 'signature-invalid'
  | 'quorum-not-reached'
  | 'inclusion-invalid'
  | 'root-mismatch'

/** Something of a log cannot be read or is not what it claims to be. `detail` is for people, and quotes nothing hostile. */
export class LogFailure extends Error {
  override readonly name = 'LogFailure'
  readonly fault: LogFault

  constructor(fault: LogFault, detail: string) {
    super(detail)
    this.fault = fault
  }
}
