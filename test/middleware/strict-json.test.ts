import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RegistryError } from '#domain/errors.ts'
import { parseStrictJson } from '#middleware/strict-json.ts'

const numRuns = process.env.SLOW === '1' ? 20_000 : 300

function refused(text: string) {
  try {
    return { value: parseStrictJson(text) }
  } catch (error) {
    if (error instanceof RegistryError)
      return { code: error.code, faults: error.faults.map(({ pointer, rule }) => [pointer, rule]) }
    throw error
  }
}

/** Without the one name that is refused wherever it stands. */
const json = fc.json({ maxDepth: 8 }).filter((text) => !text.includes('__proto__'))

describe('strict JSON', () => {
  it('is what JSON.parse reads, wherever that has one meaning', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        const value = JSON.parse(text) as unknown
        expect(parseStrictJson(JSON.stringify(value, undefined, indent))).toEqual(value)
      }),
      { numRuns },
    )
  })

  it('has every name once, whatever the names are and however they are spelled', () => {
    const name = fc.string({ unit: 'binary' }).filter((text) => text !== '__proto__' && text.isWellFormed())
    fc.assert(
      fc.property(name, json, json, (member, a, b) => {
        const spelled = JSON.stringify(member)
        const escaped = `"${[...member].map((c) => ([...c].length === c.length ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c)).join('')}"`
        expect(refused(`{${spelled}:${a},"other name":[${b}],${escaped}:${b}}`)).toMatchObject({ code: 'json-invalid' })
      }),
      { numRuns },
    )
  })

  it.each([
    ['{"a":1,"a":1}', '/a', 'duplicate-member'],
    ['[{"x":{"a/b":[],"\\u0061/b":2}}]', '/0/x/a~1b', 'duplicate-member'],
    ['{"a":[1,{"__proto__":null}]}', '/a/1/__proto__', 'unknown-member'],
    ['{"\\u005f_proto__":1}', '/__proto__', 'unknown-member'],
    ['["\\ud800"]', '/0', 'text-not-plain'],
    ['{"a":"\\udc00\\ud800"}', '/a', 'text-not-plain'],
  ])('refuses %s', (text, pointer, rule) => {
    expect(refused(text)).toEqual({ code: 'json-invalid', faults: [[pointer, rule]] })
  })

  it('reads what looks like a duplicate and is none', () => {
    const text = '{"a":{"a":"a"},"b":["a","a",{"a":"\\"a\\":1"}],"c":"{\\"a\\":1,\\"a\\":2}"}'
    expect(refused(text)).toEqual({ value: JSON.parse(text) })
  })

  it('nests 32 levels and no more', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(refused(nested(32))).toHaveProperty('value')
    expect(refused(nested(33))).toEqual({ code: 'json-invalid', faults: [['/0'.repeat(32), 'too-deep']] })
    expect(refused(nested(100_000))).toMatchObject({ code: 'json-invalid' })
    expect(refused('{"a":'.repeat(70_000))).toEqual({ code: 'json-invalid', faults: [] })
  })

  it('is read in time that grows with its length alone', () => {
    const started = performance.now()
    for (const text of [
      `"${'\\\\'.repeat(190_000)}"`,
      `"${'a'.repeat(390_000)}"`,
      `[${'"",'.repeat(90_000)}1]`,
      '"'.repeat(390_000),
      '"\\'.repeat(190_000),
    ])
      refused(text)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
