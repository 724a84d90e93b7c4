export interface Randomness {
  /** `length` bytes of a cryptographically secure generator. */
  bytes(length: number): Uint8Array<ArrayBuffer>
}
