import { describe, expect, it } from 'vitest'
import { checkCodes, checkNames, type Check, type VerdictReport } from '#schemas/verdict.ts'
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

  it('names who signed and who vouched for the organisation, or says that nobody did', () => {
    const told = (facts: Check['facts']) =>
      tellVerdict(
        report({
          checks: [
            { name: 'signatory', outcome: 'pass', code: 'signatory-ok', required: true, basis: 'computed', facts },
          ],
        }),
      )[2]
    const organisation = { organisation: 'mekong-precision', name: 'Mekong Precision JSC', country: 'VN' }
    const signed = {
      signatory: 'Nguyen Van Hai',
      title: 'General Director',
      mandate: 'LEGAL_REP',
      signedAt: 1_793_491_200,
    }
    const vouched = {
      vouchedBy: 'Ministry of Trade',
      vouchedAt: 1_790_000_000,
      vouchedHow: 'REGISTER_EXTRACT',
      vouchedOn: 'National Business Registry, extract 0123456789',
    }
    expect(told({ ...organisation, ...signed, ...vouched })).toBe(
      '+ Signature of the importer: The importer, Mekong Precision JSC, signed exactly this statement on 2026-11-01 00:00 UTC. By the registry’s record, Nguyen Van Hai signed it as “General Director” (legal representative). By the registry’s record, Ministry of Trade vouched on 2026-09-21 for who the importer is: extract of a company register, National Business Registry, extract 0123456789.',
    )
    expect(told({ ...organisation, unvouched: true })).toBe(
      '+ Signature of the importer: The importer, Mekong Precision JSC, signed exactly this statement. By the registry’s record, nobody has vouched for who the importer is.',
    )
    // A registry of before the facts were told says neither.
    expect(told(organisation)).toBe(
      '+ Signature of the importer: The importer, Mekong Precision JSC, signed exactly this statement.',
    )
    expect(told({ ...organisation, ...vouched, vouchedHow: 'A_NEW_ONE' })).toContain(
      'for who the importer is: A_NEW_ONE, National',
    )
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
