import { describe, expect, it } from 'vitest'
import { toUtf8 } from '#domain/bytes.ts'
import { canonicalBytes, canonicalJson, readCanonicalJson } from '#domain/canonical-json.ts'
import { CheckFailure } from '#domain/verification/check-failure.ts'
import testdata from './public/jcs-rfc8785/testdata.json' with { type: 'json' }

const cases = Object.entries(testdata as Record<string, { input: string; output: string; outhex: string }>)

describe('RFC 8785 test data', () => {
  it.each(cases)('%s is printed as published, byte for byte', (_, { input, output, outhex }) => {
    const value = JSON.parse(input) as unknown
    expect(canonicalJson(value)).toBe(output)
    expect(Buffer.from(canonicalBytes(value)).toString('hex')).toBe(outhex.replaceAll(/\s/g, ''))
  })

  it.each(cases)('%s is read in its canonical form only', (_, { input, output }) => {
    expect(readCanonicalJson(toUtf8(output))).toEqual(JSON.parse(input))
    expect(() => readCanonicalJson(toUtf8(input))).toThrow(CheckFailure)
  })
})
