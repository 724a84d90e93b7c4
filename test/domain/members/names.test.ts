import { describe, expect, it } from 'vitest'
import { newLegalName, newNativeName } from '#schemas/organisation-name.ts'
import { nameSkeleton } from '#domain/members/name-skeleton.ts'

const sameAtAGlance = [
  ['Mekong Precision JSC', 'mekong  precision, J.S.C.'],
  ['Mekong Precision JSC', 'Mekong Precislon JSC'],
  ['Mekong Precision JSC', 'Mekong Preсision JSC'],
  ['Mekong Precision JSC', 'Mекоng Рreсіsiоn JSС'],
  ['Mekong Precision JSC', 'Mekong Precision Joint Stock Company'],
  ['Mekong Precision JSC', 'Mékong Précision JSC'],
  ['Global Trading Co', 'G1oba1 Trad1ng C0'],
  ['Müller GmbH', 'Mueller GmbH'],
  ['Müller GmbH', 'Muller Gesellschaft mit beschränkter Haftung'],
  ['Straßenbau AG', 'Strassenbau Aktiengesellschaft'],
  ['Modern Arms Ltd', 'Modem Arms Limited'],
  ['Willow Wire Inc', 'VVillow Wire Incorporated'],
  ['Smith & Sons Ltd', 'Smith and Sons Limited'],
  ['Łódź Stal', 'Lodz Stal'],
  ['Ørsted', 'Orsted'],
  ['COCA', 'СОСА'],
  ['ΑΒΓ', 'abγ'],
] as const

const different = [
  ['Mekong Precision JSC', 'Mekong Machines JSC'],
  ['Mekong Precision JSC', 'Mekong Precision Ltd'],
  ['Mekong Precision JSC', 'Mekong Precision JSC (Hanoi)'],
  ['Mekong Precision JSC', 'Mekong Precision 2 JSC'],
  ['Завод имени Кирова', 'Завод имени Ленина'],
  ['株式会社三菱', '株式会社三井'],
  ['संगम', 'सगम'],
  ['!!!', '???'],
] as const

describe('the skeleton of a name', () => {
  it.each(sameAtAGlance)('is the same of %j and %j', (one, other) => {
    expect(nameSkeleton(one)).toBe(nameSkeleton(other))
  })

  it.each(different)('tells %j from %j', (one, other) => {
    expect(nameSkeleton(one)).not.toBe(nameSkeleton(other))
  })
})

describe('a legal name in Latin letters', () => {
  it.each([
    'Mekong Precision JSC',
    'Müller & Söhne GmbH',
    'Công ty Cổ phần Cơ khí',
    "L'Oréal S.A.",
    'Société “Étoile” – Bénin',
    '3M Company',
    'Türk Hava Yolları A.O.',
    'Þórsmörk ehf.',
    'Oʻzbekiston havo yoʻllari',
  ])('may be %j', (name) => {
    expect(newLegalName.safeParse(name).success).toBe(true)
  })

  it.each([
    ['a Cyrillic letter', 'Mekong Preсision'],
    ['a Greek letter', 'Οmega Ltd'],
    ['letters of full width', 'Ｍekong'],
    ['mathematical letters', '𝐌ekong'],
    ['a ligature', 'Proﬁt Ltd'],
    ['a digit of another script', 'Company ٣'],
    ['an invisible character', 'Meko\u200Bng'],
    ['a mark that turns the text around', 'Mekong \u202Egnirb'],
    ['no letter at all', '— —'],
    ['two forms of one letter', 'Me\u0301kong'],
  ])('has not %s', (_, name) => {
    expect(newLegalName.safeParse(name).success).toBe(false)
  })
})

describe('a name in its own script', () => {
  it.each([
    ['Cyrl', 'ООО «Рога и копыта»'],
    ['Cyrl', 'ПАО МТС Digital'],
    ['Hans', '三一重工股份有限公司'],
    ['Jpan', '株式会社ソニー・エンタテインメント'],
    ['Kore', '삼성전자 주식회사'],
    ['Arab', 'شركة أرامكو السعودية'],
    ['Deva', 'टाटा मोटर्स लिमिटेड'],
    ['Thai', 'บริษัท ปตท จำกัด'],
    ['Hebr', 'אלביט מערכות בע״מ'],
    ['Grek', 'Όμιλος ΑΒΓ Α.Ε.'],
    ['Geor', 'საქართველოს ბანკი'],
  ])('of %s may be %j', (script, text) => {
    expect(newNativeName.safeParse({ script, text }).error?.issues ?? []).toEqual([])
  })

  it.each([
    ['another script', 'Cyrl', 'Ελλάδα'],
    ['Latin letters only', 'Cyrl', 'Mekong'],
    ['a Latin letter in a Cyrillic word', 'Cyrl', 'Зaвод'],
    ['a Cyrillic letter in a Latin word', 'Cyrl', 'Завод Меkong'],
    ['a script that there is not', 'Xxxx', 'Завод'],
    ['Latin as a script of its own', 'Latn', 'Mekong'],
    ['code of ours', 'Ab]c', 'Завод'],
  ])('is not %s', (_, script, text) => {
    expect(newNativeName.safeParse({ script, text }).success).toBe(false)
  })
})
