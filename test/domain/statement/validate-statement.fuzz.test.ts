import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateStatement } from '#domain/statement/validate-statement.ts'
import type { Fault } from '#schemas/problem.ts'
import { aDayOfIssue, aStatement } from '#test/builders/a-statement.ts'
import naughtyStrings from '#test/vectors/public/blns.json' with { type: 'json' }

const numRuns = process.env['SLOW'] === '1' ? 20_000 : 200

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const steps = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

/** A pointer leads to something, or to a member that an object should have. */
function leadsSomewhere(raw: unknown, pointer: string): boolean {
  let value = raw
  const path = steps(pointer)
  for (const [index, step] of path.entries()) {
    if (!isObject(value)) return false
    if (!Object.hasOwn(value, step)) return index === path.length - 1 && !Array.isArray(value)
    value = value[step]
  }
  return true
}

function judge(raw: unknown): readonly Fault[] {
  const result = validateStatement(raw, aDayOfIssue)
  // What is accepted is what was signed: nothing trimmed, dropped or added.
  if ('statement' in result) expect(JSON.parse(JSON.stringify(result.statement))).toEqual(raw)
  const faults = 'faults' in result ? result.faults : []
  for (const { pointer, rule, detail } of faults) {
    expect(leadsSomewhere(raw, pointer), `${pointer} (${rule})`).toBe(true)
    expect(rule).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(detail).toMatch(/^\P{C}{10,700}$/u)
  }
  return faults
}

/** All places of a JSON value, as paths. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  return [path, ...(isObject(value) ? Object.keys(value).flatMap((name) => places(value[name], [...path, name])) : [])]
}

const good = JSON.stringify(aStatement())
const allPlaces = places(JSON.parse(good)).filter((path) => path.length > 0)

function replaced(path: readonly string[], value: unknown): unknown {
  const raw: unknown = JSON.parse(good)
  const parent = path.slice(0, -1).reduce<unknown>((object, step) => (object as Record<string, unknown>)[step], raw)
  ;(parent as Record<string, unknown>)[path.at(-1)!] = value
  return raw
}

const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...naughtyStrings),
  fc.constant(JSON.parse('{"__proto__":{"unknown":true}}') as unknown),
)

describe('any JSON', () => {
  it('is judged without an exception, with faults that point into it', () => {
    fc.assert(
      fc.property(json, (raw) => {
        expect(judge(raw).length).toBeGreaterThan(0)
      }),
      { numRuns },
    )
  })

  it('in any place of a good statement is judged without an exception, with faults that point into it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...allPlaces), json, (path, value) => {
        judge(replaced(path, value))
      }),
      { numRuns: numRuns * 3 },
    )
  })

  it('in several places at once still gives faults for each place', () => {
    const places3 = fc.uniqueArray(fc.constantFrom('scope', 'signedOn', 'language', 'documentKind', 'validFrom'), {
      minLength: 1,
    })
    fc.assert(
      fc.property(places3, (names) => {
        const raw = { ...(JSON.parse(good) as object), ...Object.fromEntries(names.map((name) => [name, '✗'])) }
        expect(judge(raw).map(({ pointer }) => pointer)).toEqual(names.map((name) => `/${name}`).sort())
      }),
      { numRuns },
    )
  })
})

describe('naughty strings', () => {
  it('in free text are taken or refused by what is visible, and change nothing else', () => {
    const refused = naughtyStrings.filter((value) => judge(replaced(['endUse', 'project'], value)).length > 0)
    expect(refused.length).toBeGreaterThan(20)
    expect(refused.length).toBeLessThan(naughtyStrings.length / 4)
  })

  it('are never a country, an identifier or a date', () => {
    for (const path of [['endUse', 'countryOfUse'], ['parties', '0', 'identifiers', '0', 'value'], ['validFrom']])
      expect(naughtyStrings.filter((value) => judge(replaced(path, value)).length === 0)).toEqual([])
  })
})
