import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Check, VerdictReport } from '#schemas/verdict.ts'
import { goldenVector, type GoldenVector } from '#scripts/golden-vectors/golden-vector.ts'

/** Every golden vector, as the files say it. */
export function goldenFiles(): GoldenVector[] {
  return globSync(join(import.meta.dirname, 'golden/*.json'))
    .map((file) => {
      const vector = goldenVector.parse(JSON.parse(readFileSync(file, 'utf8')))
      if (vector.name !== basename(file, '.json')) throw new Error(`${file} calls itself ${vector.name}`)
      return vector
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Of a report, what a golden vector expects. */
export function decisionOf({ verdict, checks, shown }: VerdictReport): GoldenVector['expected'] {
  const decides: Record<VerdictReport['verdict'], (check: Check) => boolean> = {
    valid: ({ required }) => required,
    invalid: ({ outcome }) => outcome === 'fail',
    undetermined: ({ required, outcome }) => required && outcome !== 'pass',
  }
  return {
    verdict,
    checks: checks.filter(decides[verdict]).map(({ name, outcome, code }) => ({ name, outcome, code })),
    ...(shown === undefined ? {} : { shown: shown.source }),
  }
}
