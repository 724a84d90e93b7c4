/** Time, which the domain never asks for itself. */
export interface Clock {
  /** Whole seconds since 1970-01-01T00:00Z. */
  now(): number
  wait(milliseconds: number): Promise<void>
}
