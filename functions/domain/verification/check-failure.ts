import type { CheckCode, Facts } from '#schemas/verdict.ts'

/** Stops the reading of something that cannot be trusted, with the code that says why. Caught where the check is made. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure'
  readonly code: CheckCode
  readonly facts: Facts | undefined

  constructor(code: CheckCode, facts?: Facts) {
    super(code)
    this.code = code
    this.facts = facts
  }
}
