import * as z from 'zod'
import { type JobName, jobs } from '#schemas/operations.ts'
import { describe, type Logged, logLine } from './telemetry.ts'

/** Every job, and counts of what it did. */
export type Jobs = { readonly [N in JobName]: () => Promise<Readonly<Record<string, number>>> }

const jobNames = Object.keys(jobs) as [JobName, ...JobName[]]
/** CloudFormation invokes with an empty order at the end of a deployment: it has no way to name a job. */
const order = z.object({ job: z.enum(jobNames).default('publish-keys') })

/**
 * A Lambda function that the scheduler invokes with `{ "job": name }`, and a deployment with `{}`. Rejects if the job fails, so that the failure
 * counts as one where alarms look; the next run takes up what is left.
 */
export function jobHandler(
  deeds: Jobs,
  { log = 'calls' }: { log?: Logged | undefined } = {},
): (event: unknown) => Promise<Readonly<Record<string, number>>> {
  return async (event) => {
    const parsed = order.safeParse(event)
    if (!parsed.success) throw new Error(`Name a job: one of ${jobNames.join(', ')}.`)
    const { job } = parsed.data
    const startedAt = performance.now()
    const elapsed = () => Math.round(performance.now() - startedAt)
    try {
      const counts = await deeds[job]()
      if (log === 'calls') logLine({ job, ...counts, milliseconds: elapsed() })
      return counts
    } catch (error) {
      logLine({ job, milliseconds: elapsed(), defect: describe(error) })
      throw error
    }
  }
}
