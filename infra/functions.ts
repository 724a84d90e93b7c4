import { join } from 'node:path'
import { Duration } from 'aws-cdk-lib'
import type { environments, EnvironmentVariablesOf } from '#schemas/environment.ts'
import type { HandlerName } from '#schemas/operations/operation.ts'

/** One Lambda for each privilege. */
export type FunctionName = keyof typeof environments

type LocalOnly = 'DYNAMODB_ENDPOINT' | 'KEY_FILE' | 'LIMITS' | 'LOCAL_PROOF_PORT'

/** Every variable that a function has on AWS; what only a local registry sets is left out, and nothing is optional. */
export type DeployedEnvironment<N extends FunctionName> = {
  readonly [V in Exclude<keyof EnvironmentVariablesOf<N>, LocalOnly>]-?: NonNullable<EnvironmentVariablesOf<N>[V]>
}

interface Size {
  /** MB; processor share grows with it, and 1,769 is one whole processor. Verifying and signing are arithmetic. */
  readonly memory: number
  /** Below the 29 s after which the gateway gives up, so that the function's own refusal reaches the caller. */
  readonly timeout: Duration
  /** Kept free for this function and its upper bound: a flood of verifications leaves issuing its share. */
  readonly concurrency: number
}

/** The account must allow 100 at once more than the sum (docs/operations.md). */
export const sizes = {
  public: { memory: 1024, timeout: Duration.seconds(10), concurrency: 100 },
  verification: { memory: 1769, timeout: Duration.seconds(10), concurrency: 150 },
  access: { memory: 1024, timeout: Duration.seconds(10), concurrency: 40 },
  members: { memory: 1024, timeout: Duration.seconds(15), concurrency: 60 },
  ledger: { memory: 1769, timeout: Duration.seconds(15), concurrency: 60 },
  issuing: { memory: 1769, timeout: Duration.seconds(20), concurrency: 50 },
  // Two: one run a minute, and another that a deployment asks for.
  jobs: { memory: 1024, timeout: Duration.seconds(50), concurrency: 2 },
} as const satisfies Record<FunctionName, Size>

export const functionNames = Object.keys(sizes) as FunctionName[]

export const gatewayTimeout = Duration.seconds(29)

/** Requests a second that the gateway lets through to each route of a function, and how many may come at once. */
export const rates = {
  public: { perSecond: 200, burst: 400 },
  verification: { perSecond: 200, burst: 400 },
  access: { perSecond: 50, burst: 100 },
  members: { perSecond: 50, burst: 100 },
  ledger: { perSecond: 100, burst: 200 },
  issuing: { perSecond: 50, burst: 100 },
  /** What is no operation: answered by `public` with a problem that says so. */
  none: { perSecond: 20, burst: 40 },
} as const satisfies Record<HandlerName | 'none', { perSecond: number; burst: number }>

export const projectRoot = join(import.meta.dirname, '..')

/** Source of the function; it exports `handler`. */
export function entryOf(name: FunctionName): string {
  return join(projectRoot, 'functions', 'handlers', `${name}.ts`)
}
