import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import type { Evidence, Presented } from '#schemas/evidence.ts'
import { shipment as shipmentForm, type Shipment } from '#schemas/shipment.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { webCryptography } from '#domain/cryptography.ts'
import { concatBytes, toBase64url, toUtf8 } from '#domain/bytes.ts'
import { encodeCbor } from '#domain/qr/deterministic-cbor.ts'
import { digitsOf } from '#domain/qr/qr-digits.ts'
import { validateStatement } from '#domain/statement/validate-statement.ts'
import { claimedIdentity } from '#domain/verification/claimed-identity.ts'
import { verify } from '#domain/verification/verify.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aJws, aMoment, aWorld, payloadOf, verifierOrigin, type World } from '#test/builders/a-world.ts'

const mostMilliseconds = 1000
const mostBytes = 64 * 1024 * 1024

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Time and memory of one go, garbage and all. The best of three counts, since other processes share the machine. */
async function cost(act: () => unknown): Promise<{ milliseconds: number; bytes: number }> {
  const used = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const best = { milliseconds: Infinity, bytes: Infinity }
  for (let go = 0; go < 3; go++) {
    collectGarbage()
    const [bytes, time] = [used(), performance.now()]
    await act()
    best.milliseconds = Math.min(best.milliseconds, performance.now() - time)
    best.bytes = Math.min(best.bytes, used() - bytes)
    if (best.milliseconds < mostMilliseconds / 10 && best.bytes < mostBytes / 2) break
  }
  return best
}

async function expectCheap(act: () => unknown): Promise<void> {
  const { milliseconds, bytes } = await cost(act)
  expect(milliseconds).toBeLessThan(mostMilliseconds)
  expect(bytes).toBeLessThan(mostBytes)
}

let world: World
let certificate: Certificate
let evidence: Evidence
/** As large as a credential may be, by an importer who means harm: long lists of what comparing is slow for. */
let heavy: Certificate

beforeAll(async () => {
  world = await aWorld()
  certificate = await world.issue()
  evidence = world.evidenceOf(certificate)
  heavy = await world.issue(
    aStatement((statement) => {
      const [line] = statement.lines
      statement.lines = Array.from({ length: 100 }, (_, at) => ({
        lineNo: at + 1,
        descriptionShort: 'xyz',
        quantity: '1000',
        unit: line!.unit,
        serialNumbers: Array.from({ length: 180 }, (__, serial) => serial.toString(36)),
      }))
      const slow = Array.from({ length: 10 }, (_, at) => `${'\uFDFA'.repeat(100)}${at}`)
      for (const party of statement.parties) party.tradingNames = slow
      statement.parties = [...statement.parties, ...Array(4).fill(statement.parties[1])] as Statement['parties']
    }),
  )
})

/** Marks that normalisation must put in order, one by one: it takes time by the square of their number. */
const marks = (count: number) => `a${'\u0315'.repeat(count / 2)}${'\u0316'.repeat(count / 2)}`
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const unsigned = (payload: string) =>
  `${certificate.credential.split('.')[0]}.${toBase64url(toUtf8(payload))}.${'A'.repeat(86)}~`
const withStatement = (change: (statement: Record<string, unknown>) => void): string => {
  const payload = payloadOf(certificate) as { statement: Record<string, unknown> }
  change(payload.statement)
  return JSON.stringify(payload)
}
const digitsOfCbor = (...head: number[]) => digitsOf(concatBytes(Uint8Array.from(head), new Uint8Array(700).fill(0x81)))

describe('nothing presented costs more than a second or 64 MiB:', () => {
  const cases: [string, () => Presented | Promise<Presented>][] = [
    ['a megabyte of letters', () => ({ credential: 'A'.repeat(1_000_000) })],
    ['two hundred thousand dots', () => ({ credential: `${'.'.repeat(199_999)}~` })],
    ['two hundred thousand tildes', () => ({ credential: '~'.repeat(200_000) })],
    ['a header as long as a credential', () => ({ credential: `${'A'.repeat(199_000)}.AAAA.AAAA~` })],
    ['surrogates in halves', () => ({ credential: `${'\uD800'.repeat(199_000)}~` })],
    ['nesting', () => ({ credential: unsigned(nested(70_000)) })],
    ['nesting without an end', () => ({ credential: unsigned('['.repeat(140_000)) })],
    ['objects in objects', () => ({ credential: unsigned(`${'{"":'.repeat(28_000)}0${'}'.repeat(28_000)}`) })],
    ['a list of seventy thousand', () => ({ credential: unsigned(`[${Array(70_000).fill('0').join()}]`) })],
    [
      'fifteen thousand members',
      () => ({
        credential: unsigned(`{${Array.from({ length: 9000 }, (_, at) => `"m${100_000 + at}":0`).join()}}`),
      }),
    ],
    [
      'members named like array indices, in the wrong order',
      () => ({
        credential: unsigned(`{${Array.from({ length: 15_000 }, (_, at) => `"${30_000 - at}":0`).join()}}`),
      }),
    ],
    ['a number of a hundred thousand digits', () => ({ credential: unsigned('1'.repeat(140_000)) })],
    ['escapes only', () => ({ credential: unsigned(`"${'\\u0061'.repeat(23_000)}"`) })],
    [
      'marks to be put in order, unsigned',
      () => ({ credential: unsigned(withStatement((s) => (s['remarks'] = marks(60_000)))) }),
    ],
    [
      'marks to be put in order, signed by the registry',
      async () => {
        const payload = JSON.parse(withStatement((s) => (s['remarks'] = marks(60_000)))) as unknown
        return { credential: `${await aJws(world.keys.credential, 'euc+sd-jwt', payload)}~` }
      },
    ],
    [
      'marks within every limit of length',
      () => ({
        credential: unsigned(
          withStatement((s) => (s['attachments'] = Array.from({ length: 20 }, () => ({ kind: marks(6000) })))),
        ),
      }),
    ],
    [
      'lists of nothing where goods, parties and promises belong',
      () => ({
        credential: unsigned(
          withStatement((s) => {
            for (const name of ['parties', 'lines', 'assurances', 'signatures']) s[name] = Array(9000).fill({})
          }),
        ),
      }),
    ],
    ['a credential as heavy as the registry may sign', () => ({ credential: heavy.credential })],
    ['four thousand digits', () => ({ qr: '1'.repeat(4000) })],
    ['two thousand and one digits', () => ({ qr: '1'.repeat(2001) })],
    ['a megabyte of digits', () => ({ qr: '1'.repeat(1_000_000) })],
    ['an address of hashes', () => ({ qr: `https://${'#'.repeat(3990)}` })],
    ['an address of hashes and spaces', () => ({ qr: `https://${'# '.repeat(1990)}` })],
    ['an address with a host of four thousand letters', () => ({ qr: `https://${'a.'.repeat(1990)}` })],
    ['a CBOR list in a list, seven hundred deep', () => ({ qr: digitsOfCbor(0x81) })],
    ['a CBOR list of four milliards', () => ({ qr: digitsOfCbor(0x9a, 0xff, 0xff, 0xff, 0xff) })],
    ['a CBOR map of 2^53', () => ({ qr: digitsOfCbor(0xbb, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff) })],
    ['CBOR bytes of four milliards', () => ({ qr: digitsOfCbor(0x5a, 0xff, 0xff, 0xff, 0xff) })],
    ['a CBOR text of 2^64', () => ({ qr: digitsOfCbor(0x7b, ...Array<number>(8).fill(0xff)) })],
    ['a CBOR list of six hundred maps', () => ({ qr: digitsOf(encodeCbor(Array(600).fill(new Map()))) })],
    ['an id of a megabyte', () => ({ id: 'O'.repeat(1_000_000) })],
    ['an id of spaces', () => ({ id: ' -'.repeat(500_000) })],
  ]

  it.each(cases)('%s', async (_, make) => {
    const presented = await make()
    await expectCheap(() => verify(presented, evidence, aMoment))
    await expectCheap(() => claimedIdentity(presented, [verifierOrigin], webCryptography))
  })
})

describe('no shipment costs more than a second or 64 MiB:', () => {
  const serials = Array.from({ length: 1000 }, (_, at) => (at % 180).toString(36))
  const cases: [string, () => unknown][] = [
    ['marks to be put in order', () => ({ contractNumber: marks(190_000) })],
    ['marks in every name', () => ({ parties: Array(40).fill({ role: 'NOTIFY', name: marks(9000) }) })],
    ['a hundred thousand lines', () => ({ lines: Array(100_000).fill({}) })],
    ['numbers of a hundred thousand digits', () => ({ lines: [{ quantity: '9'.repeat(380_000) }] })],
    [
      'serial numbers by the hundred thousand, all of them on every line but the last',
      () => ({ lines: Array.from({ length: 90 }, () => ({ serialNumbers: [...serials, 'X'].slice(1) })) }),
    ],
    [
      'lines that any line of the statement could be',
      () => ({ lines: Array(200).fill({ quantity: '1', unit: 'NAR' }) }),
    ],
    [
      'names that fold into eighteen times as many letters',
      () => ({
        parties: Array.from({ length: 40 }, (_, at) => ({ role: 'END_USER', name: `${'\uFDFA'.repeat(130)}${at}` })),
      }),
    ],
    [
      'transit through every country, twice',
      () => ({ transitCountries: Array.from({ length: 30 }, () => 'AE'), destination: 'KG' }),
    ],
  ]

  it('by a certificate that is itself in order', async () => {
    expect(await verify({ credential: heavy.credential }, world.evidenceOf(heavy), aMoment)).toMatchObject({
      verdict: 'valid',
    })
  })

  it.each(cases)('%s', async (_, make) => {
    const raw = make()
    await expectCheap(async () => {
      const { success, data } = shipmentForm.safeParse(raw)
      const shipment: Shipment = success ? data : {}
      return verify({ credential: heavy.credential }, world.evidenceOf(heavy), aMoment, { shipment })
    })
  })
})

describe('no statement costs more than a second or 64 MiB to judge:', () => {
  const cases: [string, (statement: Record<string, unknown>) => void][] = [
    ['marks to be put in order', (statement) => (statement['remarks'] = marks(60_000))],
    ['marks where a code belongs', (statement) => (statement['language'] = marks(60_000))],
    ['lists of nothing', (statement) => (statement['parties'] = Array(40_000).fill({}))],
    ['a member of a hundred thousand letters', (statement) => (statement['x'.repeat(100_000)] = 1)],
    [
      'ten thousand members nobody knows',
      (statement) => {
        for (let at = 0; at < 10_000; at++) statement[`m${at}`] = at
      },
    ],
  ]

  it.each(cases)('%s', async (_, change) => {
    const statement = aStatement() as unknown as Record<string, unknown>
    change(statement)
    await expectCheap(() => validateStatement(statement, '2026-11-10'))
  })
})
