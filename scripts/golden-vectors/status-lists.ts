import type { Evidence } from '#schemas/evidence.ts'
import { newStatusBits } from '#domain/status/status-bits.ts'
import type { Deciding, GoldenCase } from './golden-case.ts'
import { clock, day, listNumber, neighbour, zipped, type GoldenWorld } from './golden-world.ts'

const noUse: Deciding[] = ['registration registry-not-reached', 'status status-invalid']

/** QR codes without a network, by status lists that say no, say nothing, or are not what they seem. */
export function listCases(world: GoldenWorld): GoldenCase[] {
  return [...spokenCases(world), ...hostileLists(world)]
}

function spokenCases({ issue, online, offline, list }: GoldenWorld): GoldenCase[] {
  const golden = issue()
  const { qr, credential } = golden
  const held = (entries: Parameters<typeof list>[0], at = clock - 600, seq = 7) =>
    offline(list(entries, { at, seq }), at)
  const refused = (name: string, because: Deciding, evidence: Evidence, comment: string): GoldenCase => ({
    name: `refused-${name}`,
    comment,
    presented: name.startsWith('qr') ? { qr } : { credential },
    evidence,
    verdict: 'invalid',
    because: [because],
  })
  const open = (name: string, because: Deciding[], evidence: Evidence, comment: string): GoldenCase => ({
    name: `undetermined-qr-${name}`,
    comment,
    presented: { qr },
    evidence,
    verdict: 'undetermined',
    because,
  })
  const ended = clock - 7 * day
  const young = issue({ nth: 3, issuedAt: clock - 3600 })
  return [
    refused('qr-revoked-by-list', 'status revoked', held({ 1: 1 }), 'The list says that it is revoked.'),
    refused('credential-revoked-by-list', 'status revoked', held({ 1: 1 }), 'The list says that it is revoked.'),
    refused('qr-suspended-by-list', 'status suspended', held({ 1: 2 }), 'The list says that it is suspended.'),
    refused(
      'qr-index-never-issued',
      'registration never-issued',
      held({ 0: 0 }),
      'Its position in the list was never given: it was made with a stolen key.',
    ),
    refused(
      'qr-revoked-by-younger-list',
      'status revoked',
      { ...online(golden, {}, clock - 200), statusList: held({ 1: 1 }, clock - 100).statusList },
      'The registry’s answer is older than the list, which says that it is revoked.',
    ),
    {
      name: 'undetermined-qr-newer-than-list',
      comment: 'Issued an hour ago; its position may be published in the next edition.',
      presented: { qr: young.qr },
      evidence: held({ 1: 0 }),
      verdict: 'undetermined',
      because: ['registration newer-than-list', 'status status-unknown'],
    },
    open(
      'list-ended',
      ['registration registry-not-reached', 'status status-stale'],
      held({ 1: 0 }, ended),
      'The list has ended this second.',
    ),
    open(
      'list-replayed',
      ['registration registry-not-reached', 'status status-rollback'],
      { ...held({ 1: 0 }, clock - 600, 6), newestStatusSeq: 7 },
      'An older edition than one that was seen before: it may hide a revocation.',
    ),
    open(
      'list-of-tomorrow',
      ['registration registry-not-reached', 'status status-stale'],
      offline(list({ 1: 0 }, { at: clock + day }), clock - 10),
      'The list was signed a day after what the clock says.',
    ),
  ]
}

function hostileLists({ keys, issue, jws, offline, list, neighbourRegistry }: GoldenWorld): GoldenCase[] {
  const { qr, credential } = issue()
  const good = list({ 1: 0 })
  const open = (name: string, token: string, comment: string, evidence = offline(token)): GoldenCase => ({
    name: `undetermined-qr-list-${name}`,
    comment,
    presented: { qr },
    evidence,
    verdict: 'undetermined',
    because: noUse,
  })
  const byNeighbour = list({ 1: 0 }, { key: keys['neighbour status'], by: neighbour })
  const both = offline(byNeighbour)
  const stolen: Evidence = {
    ...offline(good),
    registries: offline(good).registries.map((registry) => ({
      ...registry,
      keys: registry.keys.map((key) =>
        key.use === 'status' ? { ...key, state: 'compromised', compromisedSince: clock + day } : key,
      ),
    })),
  }
  const forged = jws(
    'statuslist+jwt',
    JSON.parse(Buffer.from(good.split('.')[1]!, 'base64url').toString()),
    keys.stranger,
    { kid: keys.status.kid },
  )
  return [
    open('foreign-number', list({ 1: 0 }, { number: listNumber + 1 }), 'Another list than the certificate names.'),
    open('of-other-registry', byNeighbour, 'A list of another trusted registry.', {
      ...both,
      registries: [...both.registries, neighbourRegistry(clock - 600)],
    }),
    open('in-other-name', list({ 1: 0 }, { by: neighbour }), 'A list in the name of another registry.'),
    open('by-stranger', forged, 'Signed by a stranger under the registry’s key id.'),
    open('by-credential-key', list({ 1: 0 }, { key: keys.credential }), 'Signed by the key for credentials.'),
    open('by-unknown-key', list({ 1: 0 }, { key: keys.stranger }), 'Signed by a key that nobody knows.'),
    open(
      'by-compromised-key',
      good,
      'The key for status lists is in wrong hands; a list has no record to fall back on.',
      stolen,
    ),
    open(
      'zlib-bomb',
      list({}, { lst: zipped(new Uint8Array(16 * 1_048_576)) }),
      'A few bytes that unpack to sixteen megabytes.',
    ),
    open(
      'one-byte-more',
      list({}, { lst: zipped(new Uint8Array(newStatusBits().length + 1)) }),
      'One byte more than a list has.',
    ),
    open('one-byte-less', list({}, { lst: zipped(newStatusBits().slice(1)) }), 'One byte less than a list has.'),
    open('not-zlib', list({}, { lst: 'AAAA' }), 'Bytes that are not ZLIB.'),
    open('zlib-cut-off', list({}, { lst: zipped(newStatusBits()).slice(0, -8) }), 'ZLIB that breaks off.'),
    open(
      'one-bit',
      list({ 1: 0 }, { over: { status_list: { bits: 1, lst: zipped(newStatusBits()) } } }),
      'Entries of one bit.',
    ),
    open('member-more', list({ 1: 0 }, { over: { admin: true } }), 'A member that the format does not have.'),
    open('flipped', good.replace(/.{4}$/, 'AAAA'), 'The signature is changed.'),
    open('cut-off', good.slice(0, good.length / 2), 'Half of the token.'),
    open('credential', credential.slice(0, -1), 'A credential in the place of a list.'),
  ]
}
