import { readdirSync, writeFileSync } from 'node:fs'

const folder = new URL('../schemas/profiles/', import.meta.url)

const camelCase = (name: string) => name.replaceAll(/[-.]([a-z0-9])/g, (_, first: string) => first.toUpperCase())

/** The module that imports every profile of the folder, byte for byte: bundles cannot read folders. */
export function profileListText(): string {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted()
  const imports = names.map((name) => `import ${camelCase(name)} from '../profiles/${name}.json' with { type: 'json' }`)
  return [
    '// Written by scripts/generate-profile-list.ts from the folder schemas/profiles: add a file there and run `npm run generate`.',
    ...imports,
    "import { closedBook, profileBook } from './profile-book.ts'",
    '',
    `const files = [`,
    ...names.map((name) => `  ${camelCase(name)},`),
    ']',
    '',
    '/** The profiles of this registry. */',
    'export const publishedProfiles = closedBook(() => profileBook(files))',
    '',
  ].join('\n')
}

export function generateProfileList(): void {
  writeFileSync(new URL('../schemas/profile/published-profiles.ts', import.meta.url), profileListText())
}

if (import.meta.main) generateProfileList()
