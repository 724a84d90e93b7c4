import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkCodes } from '#schemas/verdict.ts'
import { verdictCodesText } from '#scripts/generate-verdict-codes.ts'

const committed = readFileSync('docs/verdict-codes.md', 'utf8')

describe('the list of verdict codes', () => {
  it('that is committed is what the code says: npm run generate', () => {
    expect(verdictCodesText()).toBe(committed)
  })

  it('has each code once, as an address', () => {
    expect([...committed.matchAll(/^## (.+)$/gm)].map(([, code]) => code)).toEqual([...checkCodes])
  })

  it('is used whole by the order of checks in format.md', () => {
    const order = readFileSync('docs/format.md', 'utf8')
    const named = new Set<string>([...order.matchAll(/\(verdict-codes\.md#([a-z-]+)\)/g)].map(([, code]) => code!))
    expect(named).toEqual(new Set<string>(checkCodes))
  })
})
