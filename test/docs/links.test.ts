import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const documents = [...globSync('*.md'), ...globSync('docs/**/*.md')].toSorted()

const withoutCode = (text: string) => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '``')

const linksOf = (text: string) =>
  [...withoutCode(text).matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)].map(([, target]) => target!)

/** As GitHub names headings: small letters, dashes for spaces, no punctuation. */
function anchorsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8').replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function isBroken(document: string, target: string): boolean {
  if (/^(https?|mailto):/.test(target)) return false
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? document : join(dirname(document), decodeURI(path))
  if (!existsSync(file)) return true
  return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).includes(anchor)
}

it.each(documents)('every link in %s leads somewhere', (document) => {
  const links = linksOf(readFileSync(document, 'utf8'))
  expect(links.filter((target) => isBroken(document, target))).toEqual([])
})

it('sees a link that leads nowhere', () => {
  expect(isBroken('docs/format.md', 'verdict-codes.md#expired')).toBe(false)
  expect(isBroken('docs/format.md', 'verdict-codes.md#expried')).toBe(true)
  expect(isBroken('docs/format.md', 'no-such-file.md')).toBe(true)
  expect(linksOf('see [a](b.md#c) and [`d`](<e f.md>)\n```\n[no](link)\n```\n')).toContain('b.md#c')
})
