import { expect } from 'vitest'
import type { Evidence, Presented } from '#schemas/evidence.ts'
import { verdictReport, type Shown, type VerdictWord } from '#schemas/verdict.ts'
import { verify } from '#domain/verification/verify.ts'
import { aMoment } from './a-world.ts'

/** The verdict, the checks that did not pass as `name code`, and the source of what is shown. */
export interface Judgement {
  readonly verdict: VerdictWord
  readonly because: string[]
  readonly shown: Shown['source'] | undefined
}

/** Verifies, and sees to it that the report has its promised shape. */
export async function judgement(presented: Presented, evidence: Evidence, now = aMoment): Promise<Judgement> {
  const report = await verify(presented, evidence, now)
  expect(verdictReport.safeParse(report).error).toBeUndefined()
  const notPassed = report.checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')
  return {
    verdict: report.verdict,
    because: notPassed.map(({ name, code }) => `${name} ${code}`),
    shown: report.shown?.source,
  }
}
