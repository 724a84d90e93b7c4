import { describe, expect, test } from 'vitest'
import { factsOf } from '#web/members/acts/act-facts.ts'
import { changesOf, headlineOf } from '#web/members/acts/headline.ts'
import { prepareAct, readAct, type ActInput, type ActName } from '#web/members/acts/prepare-act.ts'
import { membersEn } from '#web/words/members-en.ts'
import { speechOf } from '#web/words/speech.ts'
import { memberOperations } from '#schemas/operations/members.ts'
import { canonicalBytes } from '#domain/canonical-json.ts'
import { importer, organisationKey, someTime } from '#test/builders/members.ts'

const words = speechOf(membersEn)
const digest = 'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U'
const organisation = importer.id
const { jwk, kid } = organisationKey
const evidence = { method: 'REGISTER_EXTRACT', source: 'Extract of 1 March', document: digest } as const

/** Each act with all that it can say. */
const fullest: { readonly [N in ActName]: ActInput<N> } = {
  'register-organisation': {
    organisation: {
      id: organisation,
      name: 'Mekong Precision Co',
      nativeName: { text: '湄公精密机械有限公司', script: 'Hans' },
      identifiers: importer.identifiers,
      country: 'VN',
      roles: ['importer', 'carrier'],
    },
    identity: evidence,
    key: { jwk, notAfter: someTime },
  },
  'change-organisation': {
    organisation,
    version: 3,
    change: {
      name: 'Mekong Precision Ltd',
      nativeName: null,
      identifiers: [],
      roles: ['customs'],
      state: 'suspended',
      keyDelay: 7_200,
    },
    reason: 'By decree 7',
  },
  'vouch-identity': { organisation, evidence },
  'add-key': { organisation, jwk, notAfter: someTime },
  'end-key': { organisation, kid, compromisedSince: someTime, reason: 'Stolen' },
  'invite-person': {
    organisation,
    person: 'AAAAAAAAAAAAAAAAAAAAAA',
    name: 'Linh Tran',
    title: 'Managing director',
    mandate: { kind: 'DELEGATE', document: digest },
    duties: ['administrator'],
    invitation: digest,
  },
  'remove-person': { organisation, person: 'AAAAAAAAAAAAAAAAAAAAAA', reason: 'Left' },
  'decide-approval': { approval: 'CCCCCCCCCCCCCCCCCCCCCA', digest, decision: 'reject' },
}
const names = Object.keys(fullest) as ActName[]

const prepared = <N extends ActName>(name: N, input: ActInput<N> = fullest[name]) =>
  prepareAct({ name, input, registry: 'https://registry.example', organisation: 'the-operator', now: someTime })

/** All texts that stand in a value, at whatever depth; codes of lists are told by their names. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

describe('an act is told in full', () => {
  test('every act that people sign is looked at here', () => {
    const signed = Object.entries(memberOperations).flatMap(([name, operation]) => ('act' in operation ? [name] : []))
    expect(names.toSorted()).toEqual(signed.toSorted())
  })

  test.each(names)('"%s" tells each of its members by a name, never by its place', async (name) => {
    const facts = factsOf(words, await prepared(name))
    expect(facts.filter(({ term }) => term.startsWith('/'))).toEqual([])
    expect(new Set(facts.map(({ term }) => term)).size).toBe(facts.length)
    expect(facts.every(({ said }) => said !== '')).toBe(true)
  })

  test.each(names)('"%s" tells every text that is signed', async (name) => {
    const act = await prepared(name)
    const said = factsOf(words, act)
      .map((fact) => fact.said)
      .join('\n')
    const names = [words.catalogue.roles, words.catalogue.methods, words.catalogue.mandates, words.catalogue.duties]
    const told: Readonly<Record<string, string>> = Object.assign(
      { VN: 'Vietnam', suspended: 'Suspended', reject: 'Reject', [jwk.x]: kid, [jwk.y]: kid, 'P-256': kid, EC: kid },
      words.catalogue.schemes,
      ...names,
    )
    expect(textsIn(act.payload.input).filter((text) => !said.includes(told[text] ?? text))).toEqual([])
  })

  test('what no row knows is shown as it stands', async () => {
    const bytes = canonicalBytes({
      act: 'add-key',
      aud: 'https://registry.example',
      iat: someTime,
      input: { organisation, more: { hidden: 'all powers' } },
      iss: organisation,
    })
    expect(factsOf(words, await readAct(bytes))).toEqual([
      { term: '/more/hidden', said: '"all powers"' },
      { term: 'Id of the organisation', said: organisation },
    ])
  })

  test.each(names)('"%s" has one line that says what it does', async (name) => {
    expect(headlineOf(words, (await prepared(name)).payload)).toMatch(/^[A-Z][^{}]+$/)
  })

  test('a change is told as what becomes other', async () => {
    const { payload } = await prepared('change-organisation')
    expect(changesOf(words, importer, payload).map((line) => line.replaceAll(/[\u2068\u2069]/g, ''))).toEqual([
      'Add the role “Customs” to Mekong Precision Co',
      'Take the role “Importer” from Mekong Precision Co',
      'Change the state of Mekong Precision Co from “Active” to “Suspended”',
      'Change the name Mekong Precision Co to Mekong Precision Ltd',
      'Change the name of Mekong Precision Co in its own script',
      'Change the numbers in registers of Mekong Precision Co',
      'Change how long a new key of Mekong Precision Co waits',
    ])
  })
})

describe('what is signed', () => {
  test('is canonical, and members that are absent are not in it', async () => {
    const { bytes } = await prepared('invite-person', { ...fullest['invite-person'], person: undefined })
    expect(new TextDecoder().decode(bytes)).toBe(
      `{"act":"invite-person","aud":"https://registry.example","iat":${someTime},"input":{"duties":["administrator"],"invitation":"${digest}","mandate":{"document":"${digest}","kind":"DELEGATE"},"name":"Linh Tran","organisation":"mekong-precision","title":"Managing director"},"iss":"the-operator"}`,
    )
  })

  test('is not what the operation does not take', async () => {
    await expect(prepared('remove-person', { ...fullest['remove-person'], reason: '' })).rejects.toThrow()
  })
})
