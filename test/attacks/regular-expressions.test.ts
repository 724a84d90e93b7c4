import fc from 'fast-check'
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseAst } from 'vite'
import { z } from 'zod'

/** Regular expressions written in a file, found by parsing it. */
function literalsIn(file: string): RegExp[] {
  const found: RegExp[] = []
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ('regex' in node && typeof node.regex === 'object' && node.regex !== null) {
      const { pattern, flags } = node.regex as { pattern: string; flags: string }
      found.push(new RegExp(pattern, flags))
    }
    for (const member of Object.values(node)) walk(member)
  }
  walk(parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }))
  return found
}

// Time by the square of the length shows as a third of a second here, and as eight at the length of a credential.
const length = 20_000
const mostMilliseconds = 100

/** One or two characters over and over, with what could come before and after. */
const units = [
  'a',
  'A',
  '1',
  '0',
  ' ',
  '-',
  '.',
  '_',
  '/',
  '#',
  '\u0301',
  'आ',
  '\u200C',
  'a1',
  'a.',
  '1.',
  'A-',
  'a ',
  ' 1',
  '--',
  '..',
  '1#',
  '\\u',
  'a@',
  'ß&',
  'and ',
  '\uD800',
]
const heads = ['', 'a', '1', 'http://', 'https://a', 'a@', '+1', 'ML1', '1A001', 'II', '0.', '"1']
const tails = ['', '!', '\0', '\n', 'a', '1', '~']

/** Texts that the expression matches, with each short piece of them repeated: where backtracking would begin. */
function pumped(pattern: RegExp): string[] {
  try {
    return fc.sample(fc.stringMatching(pattern), { numRuns: 3, seed: 1 }).flatMap((text) => {
      const cut = text.slice(0, 12)
      return Array.from(cut, (_, at) => cut.slice(at, at + 2)).map(
        (piece, at) => `${cut.slice(0, at)}${piece.repeat(length / piece.length)}${cut.slice(at)}\0`,
      )
    })
  } catch {
    // fast-check cannot make texts for every expression; the plain repetitions are tried all the same.
    return []
  }
}

function slowest(pattern: RegExp): { milliseconds: number; text: string } {
  const repeated = units.flatMap((unit) =>
    heads.map((head, at) => `${head}${unit.repeat(length / unit.length)}${tails[at % tails.length]}`),
  )
  let worst = { milliseconds: 0, text: '' }
  for (const text of [...repeated, ...pumped(pattern)]) {
    const milliseconds = time(pattern, text)
    if (milliseconds > worst.milliseconds) worst = { milliseconds, text: JSON.stringify(text.slice(0, 24)) }
  }
  return worst
}

/** The best of three where it seems slow: other processes share the machine. */
function time(pattern: RegExp, text: string): number {
  let best = Infinity
  for (let go = 0; go < 3 && best > mostMilliseconds / 5; go++) {
    pattern.lastIndex = 0
    const start = performance.now()
    if (pattern.global) text.replace(pattern, '')
    else pattern.test(text)
    best = Math.min(best, performance.now() - start)
  }
  return best
}

describe('a regular expression', () => {
  const files = globSync(['schemas/**/*.ts', 'functions/domain/**/*.ts'])
  const patterns = new Map(
    files.flatMap((file) => literalsIn(file).map((pattern) => [String(pattern), { file, pattern }] as const)),
  )

  it('is found in each room that reads what strangers write', () => {
    expect(patterns.size).toBeGreaterThan(40)
  })

  it.each([...patterns.values()].map(({ file, pattern }) => ({ file, pattern, name: String(pattern).slice(0, 60) })))(
    '$file $name takes no longer than the text is long',
    ({ pattern }) => {
      const { milliseconds, text } = slowest(pattern)
      expect(milliseconds, text).toBeLessThan(mostMilliseconds)
    },
  )

  it.each([
    ['e-mail address', z.email()],
    ['date', z.iso.date()],
  ])('of zod, for an %s, too', (_, schema) => {
    for (const unit of units)
      for (const head of heads) {
        const text = `${head}${unit.repeat(length / unit.length)}`
        const start = performance.now()
        schema.safeParse(text)
        expect(performance.now() - start, JSON.stringify(text.slice(0, 24))).toBeLessThan(mostMilliseconds)
      }
  })
})
