import { globSync } from 'node:fs'
import { expect, it } from 'vitest'
import { publishedProfiles } from '#schemas/profile/published-profiles.ts'
import { exampleDay, regimeExamples } from './regime-examples.ts'
import { regimeSuite } from './regime-suite.ts'

const examples = regimeExamples('examples/profiles')

it('every profile in force has an example, named after it', () => {
  const named = examples.map(({ name, statement }) => [name.split('.')[0], statement.profiles])
  expect(named).toEqual(named.map(([id]) => [id, [id]]))
  expect([...new Set(named.map(([id]) => String(id)))].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
    publishedProfiles
      .inForce(exampleDay)
      .map(({ id }) => id)
      .toSorted((a, b) => (a < b ? -1 : 1)),
  )
  expect(globSync('examples/profiles/*.broken.json')).toHaveLength(examples.length)
})

regimeSuite(examples, publishedProfiles)
