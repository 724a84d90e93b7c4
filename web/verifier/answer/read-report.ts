import type { Check, CheckName, VerdictReport } from '#schemas/verdict.ts'

/** Checks that compare with the goods in front of a person; all others judge the certificate itself. */
const comparisons: readonly CheckName[] = [
  'goods',
  'quantity',
  'parties',
  'destination',
  'route',
  'contract',
  'transport-document',
]

/** What the comparison came to; `only-differs` where nothing else stands against the certificate. */
export type Fit = 'fits' | 'differs' | 'only-differs' | 'open'

export interface ReadReport {
  /** The check that decided, where the answer is not "valid": the first that failed, else the first that is missing. */
  readonly reason: Check | undefined
  /** How many more failed. */
  readonly more: number
  /** What the registry's signed list told of the status, where the registry itself was not asked. */
  readonly byList: (Check & { readonly asOf: number }) | undefined
  /** Absent when nothing was given to compare. */
  readonly fit: Fit | undefined
  readonly failed: readonly Check[]
  readonly open: readonly Check[]
  readonly passed: readonly Check[]
  /** Not needed for the answer, but a reader should know that nobody looked. */
  readonly skipped: readonly Check[]
  /** What could have been compared if something had been given for it. */
  readonly notGiven: readonly CheckName[]
}

/** Orders the checks of a report for a reader: what stands against the certificate first. */
export function readReport({ checks }: VerdictReport): ReadReport {
  const failed = checks.filter(({ outcome }) => outcome === 'fail')
  const open = checks.filter(({ outcome, required }) => outcome === 'unknown' || (required && outcome === 'skipped'))
  const skipped = checks.filter(({ outcome, required }) => outcome === 'skipped' && !required)
  return {
    reason: failed[0] ?? open[0],
    more: Math.max(0, failed.length - 1),
    byList: byListIn(checks),
    fit: fitOf(checks),
    failed,
    open,
    passed: checks.filter(({ outcome }) => outcome === 'pass'),
    skipped: skipped.filter(({ code }) => code !== 'not-given'),
    notGiven: [...new Set(skipped.filter(({ code }) => code === 'not-given').map(({ name }) => name))],
  }
}

function byListIn(checks: readonly Check[]): ReadReport['byList'] {
  const asked = checks.some(({ name, basis }) => name === 'registration' && basis === 'reported')
  const status = checks.find(({ name }) => name === 'status')
  return asked || status?.asOf === undefined || status.outcome === 'unknown'
    ? undefined
    : { ...status, asOf: status.asOf }
}

function fitOf(checks: readonly Check[]): Fit | undefined {
  const isComparison = ({ name }: Check) => comparisons.includes(name)
  const given = checks.filter((check) => isComparison(check) && check.code !== 'not-given')
  if (given.length === 0) return undefined
  if (given.some(({ outcome }) => outcome === 'fail')) {
    const others = checks.filter((check) => !isComparison(check) && check.required)
    return others.every(({ outcome }) => outcome === 'pass') ? 'only-differs' : 'differs'
  }
  return given.every(({ outcome }) => outcome === 'pass') ? 'fits' : 'open'
}
