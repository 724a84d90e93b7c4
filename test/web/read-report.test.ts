import { describe, expect, test } from 'vitest'
import type { Check } from '#schemas/verdict.ts'
import { readReport } from '#web/verifier/answer/read-report.ts'

const aCheck = (over: Partial<Check>): Check => ({
  name: 'form',
  outcome: 'pass',
  code: 'form-ok',
  required: true,
  basis: 'computed',
  ...over,
})
const read = (...checks: Check[]) => readReport({ verdict: 'valid', checkedAt: 1, checks })
const notGiven = aCheck({ name: 'parties', outcome: 'skipped', code: 'not-given', required: false })
const exceeded = aCheck({ name: 'quantity', outcome: 'fail', code: 'quantity-exceeded' })

describe('the order in which a report is told', () => {
  test('a failure decides before what is missing, and further failures are counted', () => {
    const unknown = aCheck({ name: 'status', outcome: 'unknown', code: 'status-unknown' })
    const expired = aCheck({ name: 'validity', outcome: 'fail', code: 'expired' })
    expect(read(unknown, expired, exceeded)).toEqual({
      reason: expired,
      more: 1,
      fit: 'differs',
      failed: [expired, exceeded],
      open: [unknown],
      passed: [],
      skipped: [],
      notGiven: [],
    })
  })

  test('what was not given is named once and not counted as compared', () => {
    const log = aCheck({ name: 'log-inclusion', outcome: 'skipped', code: 'log-not-operated', required: false })
    expect(read(aCheck({}), log, notGiven, notGiven)).toEqual({
      reason: undefined,
      more: 0,
      fit: undefined,
      failed: [],
      open: [],
      passed: [aCheck({})],
      skipped: [log],
      notGiven: ['parties'],
    })
  })

  test.each([
    ['fits', [aCheck({ name: 'goods', code: 'goods-fit' }), notGiven]],
    ['only-differs', [aCheck({}), exceeded, notGiven]],
    ['differs', [aCheck({ name: 'status', outcome: 'unknown', code: 'status-unknown' }), exceeded]],
    ['open', [aCheck({ name: 'goods', outcome: 'unknown', code: 'line-ambiguous' })]],
  ])('a comparison "%s"', (fit, checks) => {
    expect(read(...checks).fit).toBe(fit)
  })
})
