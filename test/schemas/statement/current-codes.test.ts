import { describe, expect, it } from 'vitest'
import { currentCodes, minorUnits } from '#schemas/statement/current-codes.ts'
import { codeForms } from '#schemas/statement/codes.ts'

type Kind = keyof typeof currentCodes

const answer = (kind: Kind, code: string) =>
  currentCodes[kind].safeParse(code).error?.issues.map((issue) => issue.message) ?? 'current'

const current: readonly [Kind, ...string[]][] = [
  ['country', 'DE', 'VN', 'MA', 'HK', 'XK', 'XI', 'SS'],
  ['subdivision', 'UA-43', 'UA-40', 'UA-14', 'UA-09', 'UA-23', 'UA-65', 'DE-BY', 'VN-SG', 'FR-2A', 'JP-14', 'CN-HK'],
  ['currency', 'EUR', 'USD', 'JPY', 'KWD', 'XCG', 'ZWG', 'SLE', 'VED', 'XOF'],
  ['unit', 'NAR', 'C62', 'H87', 'EA', 'KGM', 'GRM', 'MGM', 'MC', 'TNE', 'LTR', 'MTR', 'MTK', 'MTQ', 'SET', 'PR', '4G'],
  ['language', 'en', 'zh-Hans', 'zh-Hant', 'pt-BR', 'ar', 'vi', 'sr-Latn', 'es-419', 'zh-Hans-CN', 'uk', 'kk'],
  ['locode', 'DEHAM', 'VNSGN', 'MACAS', 'US2AB', 'XZABC'],
  ['commodity', '845710', '010121', '970110', '84571010', '8457101000', '99000000'],
]

const refused: readonly (readonly [Kind, string, string])[] = [
  ['country', 'UK', '"UK" is not an ISO 3166-1 code; United Kingdom is "GB".'],
  ['country', 'EL', '"EL" is not an ISO 3166-1 code; Greece is "GR".'],
  ['country', 'Germany', '"Germany" is not an ISO 3166-1 code; Germany is "DE".'],
  ['country', 'south korea', '"south korea" is not an ISO 3166-1 code; South Korea is "KR".'],
  ['country', 'de', 'Write the country code in capitals: "DE".'],
  ['country', 'ZZ', '"ZZ" is not a current ISO 3166-1 country code; look the country up and write its two letters.'],
  [
    'subdivision',
    'DE-ZZ',
    '"DE-ZZ" is not a current ISO 3166-2 region of Germany; look the region up, or leave it out where the law is the same in the whole country.',
  ],
  ['subdivision', 'QQ-1', '"QQ-1" begins with "QQ", which is no country code; a region is written like "UA-43".'],
  ['subdivision', 'Crimea', codeSentence('subdivision')],
  ['currency', 'BGN', '"BGN" is not a current ISO 4217 currency; use "EUR" and give the amount in it.'],
  ['currency', 'HRK', '"HRK" is not a current ISO 4217 currency; use "EUR" and give the amount in it.'],
  ['currency', 'ANG', '"ANG" is not a current ISO 4217 currency; use "XCG" and give the amount in it.'],
  ['currency', 'SLL', '"SLL" is not a current ISO 4217 currency; use "SLE" and give the amount in it.'],
  ['currency', '€', '"€" is not a current ISO 4217 currency; use "EUR" and give the amount in it.'],
  ['currency', 'usd', 'Write the currency in capitals: "USD".'],
  ['currency', 'XAU', '"XAU" is not a current ISO 4217 currency in which goods are priced.'],
  ['currency', 'XXX', '"XXX" is not a current ISO 4217 currency in which goods are priced.'],
  [
    'unit',
    'PCS',
    '"PCS" is not a UN/ECE Recommendation 20 unit; write "NAR" (number of articles), or "C62" or "H87" for pieces.',
  ],
  ['unit', 'kg', '"kg" is not a UN/ECE Recommendation 20 unit of goods; kilogram is "KGM".'],
  // A real code that means kilograms per second.
  ['unit', 'KGS', '"KGS" is not a UN/ECE Recommendation 20 unit of goods; kilogram is "KGM".'],
  ['unit', 'TON', '"TON" is not a UN/ECE Recommendation 20 unit of goods; tonne (metric ton) is "TNE".'],
  ['unit', 'square metre', '"square metre" is not a UN/ECE Recommendation 20 unit of goods; square metre is "MTK".'],
  [
    'unit',
    'BX',
    '"BX" is not a UN/ECE Recommendation 20 unit in which goods are counted, for example "NAR" (articles), "KGM" (kilograms) or "LTR" (litres); packages are no measure of goods.',
  ],
  ['language', 'en-UK', 'Write this language as "en-GB".'],
  ['language', 'cn', '"cn" is not the code of that language; write "zh-Hans".'],
  [
    'language',
    'xx',
    '"xx" is not a BCP 47 language tag with a known language and country; write for example "en", "zh-Hans" or "pt-BR".',
  ],
  ['language', 'English', codeSentence('language')],
  ['locode', 'QQABC', '"QQABC" is no UN/LOCODE: "QQ" is not a country.'],
  ['locode', 'DE HAM', codeSentence('locode')],
  ['locode', 'DEHA1', codeSentence('locode')],
  ['commodity', '8457.10', 'Write the commodity code without dots or spaces: "845710".'],
  ['commodity', '8457 10 10', 'Write the commodity code without dots or spaces: "84571010".'],
  ['commodity', '8457101', codeSentence('commodity')],
  ['commodity', '845710101', codeSentence('commodity')],
  ['commodity', '8457', codeSentence('commodity')],
  [
    'commodity',
    '770000',
    'There is no HS chapter 77 in six digits; chapters run from 01 to 97 without 77 (98 and 99 are national).',
  ],
  [
    'commodity',
    '990000',
    'There is no HS chapter 99 in six digits; chapters run from 01 to 97 without 77 (98 and 99 are national).',
  ],
  [
    'commodity',
    '000000',
    'There is no HS chapter 00 in six digits; chapters run from 01 to 97 without 77 (98 and 99 are national).',
  ],
]

function codeSentence(kind: Kind): string {
  return codeForms[kind].safeParse('?').error!.issues[0]!.message
}

describe('codes of today', () => {
  it.each(current)('know these of kind %s', (kind, ...codes) => {
    expect(codes.map((code) => [code, answer(kind, code)])).toEqual(codes.map((code) => [code, 'current']))
  })

  it.each(refused)('refuse the %s %s with advice', (kind, code, sentence) => {
    expect(answer(kind, code)).toEqual([sentence])
  })

  it.each(['__proto__', 'constructor', 'toString', '', '\u202E', 'A'.repeat(100_000)])(
    'refuse the hostile code %j in one short sentence',
    (code) => {
      for (const kind of Object.keys(currentCodes) as Kind[]) {
        const sentences = answer(kind, code)
        expect(sentences).toHaveLength(1)
        expect(String(sentences).length).toBeLessThan(300)
      }
    },
  )

  it('are stricter than the forms that a verifier reads for ever', () => {
    for (const [kind, ...codes] of current)
      expect(codes.filter((code) => !codeForms[kind].safeParse(code).success)).toEqual([])
    expect(codeForms.currency.safeParse('BGN').success).toBe(true)
  })

  it('know how many decimals an amount may have', () => {
    expect(['JPY', 'EUR', 'KWD', 'CLF', 'BGN', 'XAU'].map(minorUnits)).toEqual([0, 2, 3, 4, undefined, undefined])
  })
})
