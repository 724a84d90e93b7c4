import { describe, expect, it } from 'vitest'
import { checkCodes, checkNames, type VerdictReport } from '#schemas/verdict.ts'
import { grouped, tellVerdict } from '#scripts/verifier/tell-verdict.ts'

const report = (over: Partial<VerdictReport>): VerdictReport => ({
  verdict: 'invalid',
  checkedAt: 1_793_491_200,
  checks: [],
  ...over,
})

describe('a verdict in words', () => {
  it('has a sentence for every code of every outcome', () => {
    for (const outcome of ['pass', 'fail', 'unknown', 'skipped'] as const)
      for (const code of checkCodes) {
        const lines = tellVerdict(
          report({ checks: [{ name: 'goods', outcome, code, required: true, basis: 'computed' }] }),
        )
        expect(lines.join('\n')).not.toMatch(/undefined|\{\w+\}|\[|NaN/)
      }
  })

  it('says what to do about what is not in order, and names what was left out in one line', () => {
    const skipped = checkNames
      .slice(-3)
      .map((name) => ({ name, outcome: 'skipped', code: 'not-given', required: false, basis: 'computed' }) as const)
    const expired = {
      name: 'validity',
      outcome: 'fail',
      code: 'expired',
      required: true,
      basis: 'computed',
      facts: { validUntil: 1_793_491_200 },
    } as const
    expect(tellVerdict(report({ checks: [expired, ...skipped] }))).toEqual([
      'NOT VALID  (checked 2026-11-01 00:00 UTC)',
      '',
      expect.stringMatching(/^x Dates: .*2026-10-31/),
      expect.stringMatching(/^ {4}What to do: /),
      expect.stringMatching(/^- Not checked: [^.]+, [^.]+, [^.]+\. /),
    ])
  })

  it('never lets through what a terminal would obey', () => {
    const facts = { origin: '\u001b]0;owned\u0007\n\u202eevil' }
    const lines = tellVerdict(
      report({
        checks: [{ name: 'form', outcome: 'fail', code: 'qr-untrusted-url', required: true, basis: 'computed', facts }],
      }),
    )
    expect(lines.join('')).toContain('evil')
    // oxlint-disable-next-line no-control-regex -- exactly these
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
  })
})

it('groups an id as people read it aloud', () => {
  expect(grouped('650600GNB2MS29TW6EH42CP99B2N')).toBe('6506-00GN-B2MS-29TW-6EH4-2CP9-9B2N')
})
