import { globSync, readFileSync } from 'node:fs'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { en } from '#web/words/en.ts'
import { membersEn } from '#web/words/members-en.ts'

const sources = (pattern: string) =>
  globSync(pattern)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')

const isSaid = (source: string, key: string) => source.includes(`'${key}'`) || source.includes(`"${key}"`)

/** A key that is put together, such as `keys.state.${state}` or `${source}.fits`. */
const isBuilt = (source: string, key: string) => {
  const parts = key.split('.')
  const ends = source.includes(`}.${parts.at(-1)}\``)
  return ends || parts.some((_, at) => at > 0 && source.includes(`\`${parts.slice(0, at).join('.')}.\${`))
}

describe.each([
  ['the verifier', en.messages, 'web/{verifier,words,controls}/**/*.{ts,tsx}'],
  ['the pages for members', membersEn.messages, 'web/{members,words,controls}/**/*.{ts,tsx}'],
])('the words of %s', (_, messages, pattern) => {
  const source = sources(pattern).replaceAll(/^ {2}'[\w.-]+':/gm, '')

  test('are all said somewhere', () => {
    expect(Object.keys(messages).filter((key) => !isSaid(source, key) && !isBuilt(source, key))).toEqual([])
  })

  test('are messages that can be read', () => {
    for (const [key, message] of Object.entries(messages))
      expect(() => new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }), key).not.toThrow()
  })
})
