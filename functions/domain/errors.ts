import { problems, type ErrorCode, type Fault } from '#schemas/problem.ts'

export interface RefusalOptions extends ErrorOptions {
  readonly retryAfter?: number
}

/** A refusal: the caller asked for something the registry will not do, and can learn from `detail` what to do instead. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  readonly code: ErrorCode
  /** One entry for each fault found, all at once. */
  readonly faults: readonly Fault[]
  /** Seconds after which the same request may be answered otherwise. */
  readonly retryAfter: number | undefined

  /** `detail` is shown to the caller: a sentence about the remedy, without anything internal. */
  constructor(code: ErrorCode, detail: string, faults: readonly Fault[] = [], options: RefusalOptions = {}) {
    super(detail, options)
    this.code = code
    this.faults = faults
    this.retryAfter = options.retryAfter
  }

  get status(): number {
    return problems[this.code].status
  }
}
