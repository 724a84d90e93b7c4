import type { Evidence } from '#schemas/evidence.ts'
import type { RegistryKey } from '#schemas/keys.ts'
import { open, refused, type Deciding, type GoldenCase } from './golden-case.ts'
import { clock, day, issuedAt, notReached, type GoldenWorld } from './golden-world.ts'
import { goldenStatement } from './statements.ts'

/** Genuine certificates, judged by other keys or at another time than the honest one. */
export const keyAndTimeCases = (world: GoldenWorld): GoldenCase[] => [...keyCases(world), ...timeCases(world)]

/** The registry's keys for certificates after something happened to them. */
function withKeys(evidence: Evidence, change: Partial<RegistryKey>): Evidence {
  const registries = evidence.registries.map((registry) => ({
    ...registry,
    keys: registry.keys.map((key) => (key.use === 'status' ? key : { ...key, ...change })),
  }))
  return { ...evidence, registries }
}

function keyCases({ keys, issue, jws, online, offline, list, registry, neighbourRegistry }: GoldenWorld): GoldenCase[] {
  const golden = issue()
  const { credential, qr } = golden
  const stolen = { state: 'compromised', compromisedSince: issuedAt + day } as const
  const foreign = issue({ of: 'neighbour' })
  const speaking = jws('euc+sd-jwt', golden.payload, keys['neighbour credential'])
  const both = { ...online(golden), registries: [registry(clock - 2), neighbourRegistry(clock - 2)] }
  const none = { registries: [], record: notReached, signatory: notReached }
  const revoked: Deciding[] = ['issuer-key key-revoked']
  return [
    refused('credential-of-untrusted-registry', ['issuer-key kid-unknown'], {
      presented: { credential: foreign.credential },
      evidence: online(foreign),
      comment: 'A registry that this verifier does not trust.',
    }),
    refused('qr-of-untrusted-registry', ['issuer-key kid-unknown'], {
      presented: { qr: foreign.qr },
      evidence: online(foreign),
      comment: 'A registry that this verifier does not trust.',
    }),
    refused('credential-by-other-registry', ['issuer-key issuer-key-mismatch'], {
      presented: { credential: `${speaking}~` },
      evidence: both,
      comment: 'One trusted registry signs in the name of another.',
    }),
    refused('credential-key-not-yet-in-force', ['issuer-key key-expired'], {
      presented: { credential },
      evidence: withKeys(online(golden), { notBefore: issuedAt + 1 }),
      comment: 'Issued a second before its key was in force.',
    }),
    refused('qr-key-no-longer-in-force', ['issuer-key key-expired'], {
      presented: { qr },
      evidence: withKeys(online(golden), { notAfter: issuedAt - 1, state: 'retired' }),
      comment: 'Issued a second after its key had retired.',
    }),
    refused('credential-key-compromised-before', revoked, {
      presented: { credential },
      evidence: withKeys(online(golden), { state: 'compromised', compromisedSince: issuedAt }),
      comment: 'Issued when the key was in wrong hands already.',
    }),
    refused('credential-back-dated', revoked, {
      presented: { credential },
      evidence: withKeys({ ...online(golden), record: { found: 'no', asOf: clock - 2 } }, stolen),
      comment: 'The time of issue lies before the theft, but the registry never issued it: its thief dated it back.',
    }),
    refused('qr-back-dated', revoked, {
      presented: { qr },
      evidence: withKeys({ ...online(golden), record: { found: 'no', asOf: clock - 2 } }, stolen),
      comment: 'The same as a QR code.',
    }),
    refused('credential-back-dated-known-id', revoked, {
      presented: { credential },
      evidence: withKeys(online(golden, { sth: issue({ nth: 2 }).sth }), stolen),
      comment: 'Dated back under the id of a genuine certificate with other contents.',
    }),
    refused('credential-back-dated-recorded-later', revoked, {
      presented: { credential },
      evidence: withKeys(online(golden, { issuedAt: issuedAt + 2 * day }), stolen),
      comment: 'The registry recorded it after the theft.',
    }),
    open('qr-compromised-key-by-list', ['issuer-key key-compromised-record-needed'], {
      presented: { qr },
      evidence: withKeys(offline(list({ 1: 0 })), stolen),
      comment: 'The key was stolen later; without the registry’s record nobody can tell whether this was dated back.',
    }),
    open('credential-without-keys', ['issuer-key keys-missing'], {
      presented: { credential },
      evidence: none,
      comment: 'Nothing is known of any registry.',
    }),
    open('qr-without-keys', ['issuer-key keys-missing'], {
      presented: { qr },
      evidence: none,
      comment: 'Nothing is known of any registry.',
    }),
  ]
}

function timeCases({ issue, online, offline, list }: GoldenWorld): GoldenCase[] {
  const golden = issue()
  const { credential, qr } = golden
  const { exp } = golden.payload
  const later = issue({ statement: goldenStatement((statement) => void (statement.validFrom = '2026-12-01')) })
  const early = later.payload.nbf - 301
  return [
    refused('credential-expired', ['validity expired'], {
      presented: { credential },
      clock: exp,
      evidence: online(golden, {}, exp),
      comment: 'The first second after the last day.',
    }),
    refused('qr-expired', ['validity expired'], {
      presented: { qr },
      clock: exp,
      evidence: offline(list({ 1: 0 }, { at: exp - 60 }), exp - 60),
      comment: 'The first second after the last day, by a list.',
    }),
    refused('qr-not-yet-valid', ['validity not-yet-valid'], {
      presented: { qr: later.qr },
      clock: early,
      evidence: online(later, {}, early),
      comment: 'More than five minutes before the first day.',
    }),
    open('qr-clock-set-back', ['validity clock-behind'], {
      presented: { qr },
      evidence: { ...offline(list({ 1: 0 })), newestTimeSeen: clock + 301 },
      comment: 'The clock lies behind a signed time that this verifier has seen.',
    }),
    open('credential-clock-behind-registry', ['validity clock-behind'], {
      presented: { credential },
      evidence: online(golden, {}, clock + 301),
      comment: 'The clock lies more than five minutes behind the registry’s.',
    }),
    open('expired-qr-with-clock-set-back', ['validity clock-behind'], {
      presented: { qr },
      evidence: online(golden, {}, exp + day),
      comment: 'An expired certificate and a clock that was set back to when it was valid.',
    }),
  ]
}
