import { expect, it } from 'vitest'
import { validateStatement } from '#domain/statement/validate-statement.ts'
import { checkStatement } from '#domain/statement/profile/check-statement.ts'
import { exampleDay, regimeExamples } from '#test/profiles/regime-examples.ts'

const profiles = ['us-bis-711', 'de-bafa-c1', 'uk-eusu', 'jp-form-2', 'eu-12g']

const rounds = 5

/** Milliseconds of the middle call of so many, in the best of several rounds: a busy moment of the machine does not count. */
function median(calls: number, run: () => unknown): number {
  const middle = () => {
    const times = Array.from({ length: calls }, () => {
      const start = performance.now()
      run()
      return performance.now() - start
    })
    return times.toSorted((one, other) => one - other)[Math.floor(calls / 2)]!
  }
  middle()
  return Math.min(...Array.from({ length: rounds }, middle))
}

it('checking a statement of 20 lines against 5 profiles, against JSON.parse of it', { timeout: 120_000 }, () => {
  const { statement } = regimeExamples('examples/profiles').find(({ name }) => name === 'us-bis-711')!
  const [line] = statement.lines
  const lines = Array.from({ length: 20 }, (_, index) => ({ ...line!, lineNo: index + 1, model: `RN-${4400 + index}` }))
  const text = JSON.stringify({ ...statement, lines })
  const long: unknown = JSON.parse(text)
  const check = () => checkStatement({ statement: long, profiles }, exampleDay)
  expect(
    check()
      .profiles.map(({ id }) => id)
      .toSorted(),
  ).toEqual(profiles.toSorted())
  const [parse, judge, whole] = [
    median(1000, () => JSON.parse(text)),
    median(1000, () => validateStatement(long, exampleDay)),
    median(1000, check),
  ]
  const told = (name: string, took: number) =>
    `  ${name.padEnd(44)} ${took.toFixed(3).padStart(8)} ms   ${(took / parse).toFixed(1)} × JSON.parse`
  process.stdout.write(
    `\nA statement of 20 lines (${text.length} characters), median\n${[
      told('JSON.parse', parse),
      told('form and rules, as at issue', judge),
      told('form, rules and 5 profiles', whole),
    ].join('\n')}\n`,
  )
  expect(whole).toBeLessThanOrEqual(1)
})
