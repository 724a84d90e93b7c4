import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { publishedProfiles } from '#schemas/profile/published-profiles.ts'
import { profilesText } from '#scripts/generate-profiles.ts'

it('docs/profiles.md says what the profiles say', () => {
  expect(readFileSync('docs/profiles.md', 'utf8')).toBe(profilesText())
})

it('each profile has its heading', () => {
  const headings = profilesText().match(/^## .*$/gm)
  expect(headings).toEqual(publishedProfiles.all.map(({ id }) => `## ${id}`))
})
