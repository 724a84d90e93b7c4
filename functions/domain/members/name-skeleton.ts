import type { Organisation } from '#schemas/organisation.ts'
import { sha256Base64url, toUtf8 } from '../bytes.ts'

/**
 * What an eye that is in a hurry sees of a name: two names with one skeleton are not told apart on paper or on a screen
 * (the idea of UTS 39, section 4, sharpened for names of organisations). Case, accents, spaces, punctuation and spelled-out
 * legal forms and umlauts do not count; letters and digits of Latin, Cyrillic and Greek that look alike are one.
 *
 * Two honest organisations may have one skeleton. Then the second one bears an addition in brackets that tells them apart.
 */
export function nameSkeleton(name: string): string {
  const letters = name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => lookAlikes(word))
    .join(' ')
  const formed = legalForms.reduce((text, [long, short]) => text.replaceAll(long, short), ` ${letters} `)
  const skeleton = formed
    .replaceAll(/ and /g, ' ')
    .replaceAll(' ', '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll(/([aou])e/g, '$1')
  return skeleton === '' ? name : skeleton
}

/** SHA-256 of each skeleton that an organisation has, base64url: what two organisations never share. */
export async function nameClaims({ name, nativeName }: Pick<Organisation, 'name' | 'nativeName'>): Promise<string[]> {
  const skeletons = new Set([name, ...(nativeName === undefined ? [] : [nativeName.text])].map(nameSkeleton))
  return Promise.all([...skeletons].map((skeleton) => sha256Base64url(toUtf8(skeleton))))
}

/** Written alike by a hand or a printer; the capitals decide where small letters differ, since names begin with them. */
const alike: Readonly<Record<string, string>> = {
  ...{ 0: 'o', 1: 'l', i: 'l', ı: 'l', ł: 'l', ƚ: 'l', ɩ: 'l', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ß: 'ss' },
  ...{ æ: 'ae', œ: 'oe', þ: 'th', ɑ: 'a', ɡ: 'g', ĸ: 'k', ſ: 's', ƒ: 'f', ŋ: 'n', ə: 'e' },
  ...{ а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', н: 'h', і: 'l', ј: 'j', к: 'k', м: 'm', п: 'n', о: 'o' },
  ...{ р: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', ѵ: 'v', ԝ: 'w', х: 'x', у: 'y', ү: 'y', ь: 'b', ӏ: 'l', з: '3' },
  ...{ α: 'a', β: 'b', ε: 'e', ζ: 'z', η: 'h', ι: 'l', κ: 'k', μ: 'm', ν: 'n', ο: 'o', ρ: 'p', τ: 't', υ: 'y', χ: 'x' },
}

const lookAlikes = (word: string) => Array.from(word, (letter) => alike[letter] ?? letter).join('')

/** Long and short spellings of one legal form, as look-alikes are written. A different form is a different organisation. */
const legalForms: readonly (readonly [string, string])[] = (
  [
    ['limited liability company', 'llc'],
    ['joint stock company', 'jsc'],
    ['public limited company', 'plc'],
    ['gesellschaft mit beschrankter haftung', 'gmbh'],
    ['aktiengesellschaft', 'ag'],
    ['limited', 'ltd'],
    ['incorporated', 'inc'],
    ['corporation', 'corp'],
    ['company', 'co'],
    ['private', 'pvt'],
  ] as const
).map(([long, short]) => [` ${long.split(' ').map(lookAlikes).join(' ')} `, ` ${lookAlikes(short)} `])
