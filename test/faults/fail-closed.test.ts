import { beforeAll, describe, expect, it } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import type { Evidence, Presented } from '#schemas/evidence.ts'
import { RegistryError } from '#domain/errors.ts'
import { verify as judge } from '#domain/verification/verify.ts'
import { gatherEvidence, type GatherEvidenceNeeds } from '#use-cases/gather-evidence.ts'
import { verify } from '#use-cases/verify.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aStatusListToken, valid } from '#test/builders/a-status-list.ts'
import { aMoment, aWorld, type World } from '#test/builders/a-world.ts'

let world: World
let stranger: World
let certificate: Certificate
let other: Certificate
let forms: [string, Presented][]

beforeAll(async () => {
  world = await aWorld()
  stranger = await aWorld()
  certificate = await world.issue()
  other = await world.issue(aStatement((statement) => void (statement.lines[0]!.quantity = '20')))
  forms = [
    ['credential', { credential: certificate.credential }],
    ['QR code', { qr: world.qrOf(certificate) }],
    ['typed id', { id: certificate.id }],
  ]
})

/** Half of every text and of every list in it. */
function truncated<T>(value: T): T {
  if (typeof value === 'string') return value.slice(0, value.length / 2) as T
  if (Array.isArray(value)) return value.slice(0, value.length / 2).map(truncated) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, truncated(member as unknown)])) as T
}

type Fault = <T>(answer: T, wrong: T, empty: T) => Promise<T>

/** What goes wrong with an answer; `wrong` is an honest answer to another question. */
const faults: Record<string, Fault> = {
  error: () => Promise.reject(new Error('connection reset')),
  unavailable: () => Promise.reject(new RegistryError('store-unavailable', 'down')),
  timeout: () => Promise.reject(new DOMException('The operation timed out.', 'TimeoutError')),
  truncated: <T>(answer: T) => Promise.resolve(truncated(answer)),
  wrong: <T>(_: T, wrong: T) => Promise.resolve(wrong),
  empty: <T>(_: T, __: T, empty: T) => Promise.resolve(empty),
}

function honestNeeds(): GatherEvidenceNeeds {
  return {
    certificates: { find: async () => certificate },
    people: { findPasskey: async () => undefined },
    organisations: {
      find: async () => world.organisation,
      keysOf: async () => [world.organisationKey],
      findByKey: async () => undefined,
      page: async () => ({ items: [] }),
      register: async () => undefined,
    },
    keys: { list: async () => world.registry.keys },
    audit: { record: async () => undefined },
    randomness: { bytes: (length) => new Uint8Array(length) },
    clock: { now: () => aMoment, wait: async () => undefined },
    registry: world.registry,
    country: 'VN',
  }
}

type Break = (needs: GatherEvidenceNeeds, fault: Fault) => GatherEvidenceNeeds

const dependencies: Record<string, Break> = {
  certificates: (needs, fault) => ({
    ...needs,
    certificates: { find: () => fault<Certificate | undefined>(certificate, other, undefined) },
  }),
  organisations: (needs, fault) => ({
    ...needs,
    organisations: {
      ...needs.organisations,
      find: () =>
        fault<typeof world.organisation | undefined>(
          world.organisation,
          { ...world.organisation, id: 'another' },
          undefined,
        ),
    },
  }),
  'keys of organisations': (needs, fault) => ({
    ...needs,
    organisations: {
      ...needs.organisations,
      keysOf: () => fault([world.organisationKey], [stranger.organisationKey], []),
    },
  }),
  'keys of the registry': (needs, fault) => ({
    ...needs,
    keys: { list: () => fault(world.registry.keys, stranger.registry.keys, []) },
  }),
}

/** The verdict, or the defect that the caller is told of instead. */
async function answerOf(needs: GatherEvidenceNeeds, presented: Presented): Promise<string> {
  const answer = verify({ gatherEvidence: gatherEvidence(needs), clock: needs.clock })({ body: { presented } })
  return answer.then(
    ({ verdict }) => verdict,
    (error: unknown) => (error instanceof Error ? 'defect' : 'thrown away'),
  )
}

describe('the service', () => {
  it('answers valid as long as nothing fails', async () => {
    const answers = await Promise.all(forms.map(([, presented]) => answerOf(honestNeeds(), presented)))
    expect(answers).toEqual(['valid', 'valid', 'undetermined'])
  })

  describe.each(Object.keys(dependencies))('%s', (name) => {
    it.each(Object.keys(faults))('%s: never valid', async (fault) => {
      for (const [form, presented] of forms) {
        const answer = await answerOf(dependencies[name]!(honestNeeds(), faults[fault]!), presented)
        expect([form, answer]).toEqual([form, expect.stringMatching(/^(invalid|undetermined|defect)$/)])
      }
    })
  })

  it.each([Number.NaN, 0, -1, 1.5, Infinity])('a clock that says %s: never valid', async (now) => {
    const needs = { ...honestNeeds(), clock: { now: () => now, wait: async () => undefined } }
    for (const [, presented] of forms)
      expect(await answerOf(needs, presented)).toMatch(/^(invalid|undetermined|defect)$/)
  })
})

describe('a verifier without a network', () => {
  const notReached = { found: 'not-reached' } as const
  const held = async (): Promise<Evidence> => ({
    registries: [world.registry],
    record: notReached,
    signatory: notReached,
    statusList: {
      found: 'yes',
      asOf: aMoment,
      fact: { token: await aStatusListToken(world.keys.status, { 1: valid }, { now: aMoment }) },
    },
  })
  const verdicts = async (evidence: Evidence) =>
    Promise.all(forms.map(async ([, presented]) => (await judge(presented, evidence, aMoment)).verdict))

  it('answers valid as long as it holds keys and a list', async () => {
    expect(await verdicts(await held())).toEqual(['valid', 'valid', 'undetermined'])
  })

  it.each<[string, (evidence: Evidence) => Promise<Evidence> | Evidence]>([
    ['without keys', (evidence) => ({ ...evidence, registries: [] })],
    ['with half of the keys', (evidence) => ({ ...evidence, registries: truncated(evidence.registries) })],
    ['with keys of a stranger', (evidence) => ({ ...evidence, registries: [stranger.registry] })],
    ['without a list', ({ registries, record, signatory }) => ({ registries, record, signatory })],
    ['with a list that could not be had', (evidence) => ({ ...evidence, statusList: notReached })],
    ['with a list that is not there', (evidence) => ({ ...evidence, statusList: { found: 'no', asOf: aMoment } })],
    [
      'with half a list',
      (evidence) => ({ ...evidence, statusList: truncated(evidence.statusList) as typeof notReached }),
    ],
    [
      'with half a token',
      (evidence) => {
        const { statusList } = evidence
        if (statusList?.found !== 'yes') throw new Error('the list is held')
        return { ...evidence, statusList: { ...statusList, fact: truncated(statusList.fact) } }
      },
    ],
    [
      'with a list of another stranger',
      async (evidence) => ({
        ...evidence,
        statusList: {
          found: 'yes',
          asOf: aMoment,
          fact: { token: await aStatusListToken(stranger.keys.status, { 1: valid }, { now: aMoment }) },
        },
      }),
    ],
    [
      'with an empty list',
      (evidence) => ({ ...evidence, statusList: { found: 'yes', asOf: aMoment, fact: { token: '' } } }),
    ],
  ])('%s: never valid', async (_, breaking) => {
    expect(await verdicts(await breaking(await held()))).not.toContain('valid')
  })
})
