import type { Evidence } from '#schemas/evidence.ts'
import { fromBase64url, toBase64url } from '#domain/bytes.ts'
import { otherSignature } from './deterministic-key.ts'
import { byList, onlineCredential, onlineQr, replaced, type Accepted, type GoldenCase } from './golden-case.ts'
import { clock, day, issuedAt, type GoldenWorld } from './golden-world.ts'
import { profileCases } from './profiles.ts'
import { goldenStatement, withManyLines, withNames } from './statements.ts'

/** Vectors that every verifier must accept. */
export function acceptedCases(world: GoldenWorld): GoldenCase[] {
  return [
    ...plainCases(world),
    ...profileCases(world),
    ...keyCases(world),
    ...textCases(world),
    ...timeCases(world),
    ...otherCases(world),
  ].map((accepted) => ({ ...accepted, name: `accepted-${accepted.name}`, verdict: 'valid' }))
}

function plainCases({ issue, online, offline, list }: GoldenWorld): Accepted[] {
  const golden = issue()
  const { credential, qr, digits } = golden
  const fresh = offline(list({ 0: 0, 1: 0 }))
  const old = offline(list({ 1: 0 }, { at: clock - 2 * day }), clock - 2 * day)
  const oldList = replaced(byList, 'status status-by-list', 'status status-old')
  return [
    {
      name: 'credential',
      comment: 'A credential, with the registry’s answer.',
      presented: { credential },
      evidence: online(golden),
      because: onlineCredential,
    },
    {
      name: 'qr',
      comment: 'A QR code, with the registry’s answer.',
      presented: { qr },
      evidence: online(golden),
      because: onlineQr,
    },
    {
      name: 'qr-digits',
      comment: 'The digits of a QR code without an address.',
      presented: { qr: digits },
      evidence: online(golden),
      because: onlineQr,
    },
    {
      name: 'credential-by-list',
      comment: 'A credential without a network: keys and a status list of ten minutes ago.',
      presented: { credential },
      evidence: fresh,
      because: byList,
    },
    {
      name: 'qr-by-list',
      comment: 'A QR code without a network.',
      presented: { qr },
      evidence: fresh,
      because: byList,
    },
    {
      name: 'qr-by-old-list',
      comment: 'A QR code by a list that is two days old and not yet over.',
      presented: { qr },
      evidence: old,
      because: oldList,
    },
  ]
}

/** The registry's keys after something happened to them. */
function withKeys(evidence: Evidence, change: Partial<Evidence['registries'][number]['keys'][number]>): Evidence {
  return {
    ...evidence,
    registries: evidence.registries.map((registry) => ({
      ...registry,
      keys: registry.keys.map((key) => (key.use === 'status' ? key : { ...key, ...change })),
    })),
  }
}

function keyCases({ issue, online, offline, list, neighbourRegistry }: GoldenWorld): Accepted[] {
  const golden = issue()
  const { credential, qr } = golden
  const retired = { state: 'retired', notAfter: issuedAt + day } as const
  const stolen = { state: 'compromised', compromisedSince: issuedAt + day } as const
  const key = 'issuer-key issuer-key-ok'
  const recorded = 'issuer-key key-compromised-but-recorded'
  const foreign = issue({ of: 'neighbour' })
  const both = [...online(golden).registries, neighbourRegistry(clock - 2)]
  return [
    {
      name: 'credential-retired-key',
      comment: 'The key retired after it signed this.',
      presented: { credential },
      evidence: withKeys(online(golden), retired),
      because: onlineCredential,
    },
    {
      name: 'qr-retired-key-by-list',
      comment: 'The key retired after it signed this; no network.',
      presented: { qr },
      evidence: withKeys(offline(list({ 1: 0 })), retired),
      because: byList,
    },
    {
      name: 'credential-compromised-key-recorded',
      comment: 'The key was stolen later, and the registry has recorded this very content from before.',
      presented: { credential },
      evidence: withKeys(online(golden), stolen),
      because: replaced(onlineCredential, key, recorded),
    },
    {
      name: 'qr-compromised-key-recorded',
      comment: 'The key was stolen later, and the registry has recorded this very content from before.',
      presented: { qr },
      evidence: withKeys(online(golden), stolen),
      because: replaced(onlineQr, key, recorded),
    },
    {
      name: 'credential-of-second-registry',
      comment: 'Two registries are trusted; the certificate is of the second.',
      presented: { credential: foreign.credential },
      evidence: { ...online(foreign), registries: both },
      because: onlineCredential,
    },
    {
      name: 'qr-of-second-registry',
      comment: 'Two registries are trusted; the certificate is of the second.',
      presented: { qr: foreign.qr },
      evidence: { ...online(foreign), registries: both },
      because: onlineQr,
    },
  ]
}

function textCases({ issue, online }: GoldenWorld): Accepted[] {
  const chinese = issue({ statement: withNames('宁波海越阀门有限公司', '上海保税物流有限公司') })
  const persian = issue({ statement: withNames('شرکت ماشین\u200Cسازی البرز', 'انبار گمرکی تهران') })
  const thai = issue({ statement: withNames('บริษัท แม่โขง จำกัด', 'คลังสินค้าทัณฑ์บนกรุงเทพ') })
  const beyond = issue({ statement: withNames('𠮷野機械株式会社', 'Công ty Kho ngoại quan Sài Gòn') })
  const long = issue({ statement: withManyLines(40) })
  return [
    {
      name: 'qr-chinese-names',
      comment: 'Names in Chinese characters.',
      presented: { qr: chinese.qr },
      evidence: online(chinese),
      because: onlineQr,
    },
    {
      name: 'credential-persian-names',
      comment: 'Right to left, with the zero-width non-joiner that Persian spelling needs.',
      presented: { credential: persian.credential },
      evidence: online(persian),
      because: onlineCredential,
    },
    {
      name: 'qr-thai-names',
      comment: 'Letters with marks above and below.',
      presented: { qr: thai.qr },
      evidence: online(thai),
      because: onlineQr,
    },
    {
      name: 'qr-characters-beyond-the-basic-plane',
      comment: 'A character of two UTF-16 units; four bytes in UTF-8.',
      presented: { qr: beyond.qr },
      evidence: online(beyond),
      because: onlineQr,
    },
    {
      name: 'qr-lines-left-out',
      comment: 'Forty goods lines, of which the QR code holds the first ones and their number.',
      presented: { qr: long.qr },
      evidence: online(long),
      because: onlineQr,
    },
    {
      name: 'credential-forty-lines',
      comment: 'Forty goods lines.',
      presented: { credential: long.credential },
      evidence: online(long),
      because: onlineCredential,
    },
  ]
}

function timeCases({ issue, online, offline, list }: GoldenWorld): Accepted[] {
  const golden = issue()
  const { qr, payload } = golden
  const later = issue({ statement: goldenStatement((statement) => void (statement.validFrom = '2026-12-01')) })
  const early = later.payload.nbf - 300
  const last = payload.exp - 1
  const start = clock - 7 * day + 1
  return [
    {
      name: 'qr-last-second',
      comment: 'The last second of the last day.',
      presented: { qr },
      clock: last,
      evidence: online(golden, {}, last),
      because: onlineQr,
    },
    {
      name: 'qr-five-minutes-early',
      comment: 'Five minutes before the first day: honest clocks may lie so far apart.',
      presented: { qr: later.qr },
      clock: early,
      evidence: online(later, {}, early),
      because: onlineQr,
    },
    {
      name: 'qr-clock-five-minutes-behind',
      comment: 'The clock is five minutes behind the registry’s.',
      presented: { qr },
      evidence: online(golden, {}, clock + 300),
      because: onlineQr,
    },
    {
      name: 'qr-list-last-second',
      comment: 'The last second before the list ends.',
      presented: { qr },
      evidence: offline(list({ 1: 0 }, { at: start }), start),
      because: replaced(byList, 'status status-by-list', 'status status-old'),
    },
    {
      name: 'qr-old-record-young-list',
      comment: 'The registry’s answer is an hour old; a younger list speaks for the status.',
      presented: { qr },
      evidence: { ...online(golden, {}, clock - 3600), statusList: offline(list({ 1: 0 })).statusList },
      because: replaced(onlineQr, 'status status-active', 'status status-by-list'),
    },
  ]
}

function otherCases({ issue, online, offline, list }: GoldenWorld): Accepted[] {
  const golden = issue()
  const [header = '', payload = '', signature = ''] = golden.credential.slice(0, -1).split('.')
  const other = toBase64url(otherSignature(fromBase64url(signature)!))
  const last = issue({ index: 1_048_575 })
  const editions = { ...offline(list({ 1: 0 })), newestStatusSeq: 7 }
  return [
    {
      name: 'credential-other-half-of-s',
      comment: 'The signature with n − s for s: ES256 accepts both, and both say the same.',
      presented: { credential: `${header}.${payload}.${other}~` },
      evidence: online(golden),
      because: onlineCredential,
    },
    {
      name: 'qr-last-position-of-list',
      comment: 'The last entry of the status list.',
      presented: { qr: last.qr },
      evidence: offline(list({ 1_048_575: 0 })),
      because: byList,
    },
    {
      name: 'qr-neighbours-revoked',
      comment: 'The entries in the same byte of the list are revoked, suspended and never given.',
      presented: { qr: golden.qr },
      evidence: offline(list({ 0: 1, 1: 0, 2: 2 })),
      because: byList,
    },
    {
      name: 'qr-same-edition-again',
      comment: 'The newest edition of the list that was seen before.',
      presented: { qr: golden.qr },
      evidence: editions,
      because: byList,
    },
  ]
}
