import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toUtf8 } from '#domain/bytes.ts'
import { canonicalJson, readCanonicalJson } from '#domain/canonical-json.ts'

const code = (bytes: Uint8Array) => {
  try {
    readCanonicalJson(bytes)
    return 'read'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('canonical JSON', () => {
  it('reads back whatever it prints', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(readCanonicalJson(toUtf8(text)))).toBe(text)
      }),
    )
  })

  it('accepts a text exactly if RFC 8785 would print it so', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 0, max: 2 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(code(toUtf8(text)) === 'read').toBe(canonicalize(value) === text)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['members out of order', '{"b":1,"a":2}', 'not-canonical'],
    ['a member twice', '{"a":1,"a":2}', 'not-canonical'],
    ['a member twice, once escaped', '{"a":1,"\\u0061":2}', 'not-canonical'],
    ['white space', '{"a": 1}', 'not-canonical'],
    ['a byte order mark', '\uFEFF{"a":1}', 'payload-invalid'],
    ['a number written twice as long', '{"a":1.0}', 'not-canonical'],
    ['an exponent', '{"a":1e3}', 'not-canonical'],
    ['a number that overflows', '{"a":1e400}', 'not-canonical'],
    ['an integer that rounds', '{"a":9007199254740993}', 'not-canonical'],
    ['a needless escape', '{"a":"\\/"}', 'not-canonical'],
    ['a lone surrogate', '{"a":"\\ud800"}', 'not-canonical'],
    ['trailing text', '{"a":1}x', 'payload-invalid'],
    ['nothing', '', 'payload-invalid'],
    ['nesting beyond 32', `${'['.repeat(40)}${']'.repeat(40)}`, 'not-canonical'],
    ['nesting of a hundred thousand', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'not-canonical'],
  ])('refuses %s', (_, text, expected) => {
    expect(code(toUtf8(text))).toBe(expected)
  })

  it('refuses bytes that are not UTF-8', () => {
    expect(code(Uint8Array.of(0x22, 0xc3, 0x28, 0x22))).toBe('payload-invalid')
  })

  it('keeps a text that only looks like an escaped surrogate', () => {
    expect(readCanonicalJson(toUtf8('{"a":"\\\\ud800"}'))).toEqual({ a: '\\ud800' })
  })
})
