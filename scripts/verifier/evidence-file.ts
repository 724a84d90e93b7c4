import { readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { seconds } from '#schemas/certificate.ts'
import { evidence, presented, type Evidence } from '#schemas/evidence.ts'

/** All that a verification used, so that anybody can do it again. */
export const usedEvidence = z.strictObject({ clock: seconds, evidence, presented })
export type UsedEvidence = z.infer<typeof usedEvidence>

const anyForm = z.union([evidence, z.object({ evidence }).transform((holder) => holder.evidence)])

/** Reads evidence: alone, as `writeUsedEvidence` wrote it, or from a golden vector. Throws Error for what is none. */
export function readEvidence(path: string): Evidence {
  const parsed = anyForm.safeParse(jsonIn(path))
  if (!parsed.success) throw new Error(`${path} does not hold evidence; docs/format.md tells its form.`)
  return parsed.data
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`${path} cannot be read as JSON: ${(error as Error).message}`, { cause: error })
  }
}

/** For its owner alone: the evidence of a credential repeats the whole statement. */
export function writeUsedEvidence(path: string, used: UsedEvidence): void {
  writeFileSync(path, `${JSON.stringify(used, undefined, 2)}\n`, { mode: 0o600 })
}
