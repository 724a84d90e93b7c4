import type { Evidence, Presented } from '#schemas/evidence.ts'
import { open, refused, type Deciding, type GoldenCase } from './golden-case.ts'
import { clock, day, issuedAt, notReached, verifierOrigin, type GoldenWorld } from './golden-world.ts'
import { goldenStatement } from './statements.ts'

/** Genuine certificates, judged by another record of the registry than the honest one. */
export const recordCases = (world: GoldenWorld): GoldenCase[] => [
  ...statusCases(world),
  ...signatoryCases(world),
  ...idCases(world),
]

function statusCases({ issue, online }: GoldenWorld): GoldenCase[] {
  const golden = issue()
  const { credential, qr } = golden
  const unknown: Evidence = { ...online(golden), record: { found: 'no', asOf: clock - 2 } }
  const second = issue({ statement: goldenStatement((statement) => void (statement.lines[0]!.quantity = '20')) })
  const status = (
    value: 'revoked' | 'suspended' | 'superseded' | 'surrendered' | 'exhausted' | 'closed',
    presented: Presented = { qr },
  ) =>
    refused(`${'qr' in presented ? 'qr' : 'credential'}-${value}`, [`status ${value}`], {
      presented,
      evidence: online(golden, { status: value, statusSince: clock - day }),
      comment: `The registry says that it is ${value}.`,
    })
  return [
    refused('credential-unknown', ['registration certificate-unknown', 'signatory signatory-key-unknown'], {
      presented: { credential },
      evidence: { ...unknown, signatory: { found: 'no', asOf: clock - 2 } },
      comment: 'Signed with the registry’s key, and not in its record.',
    }),
    refused('qr-unknown', ['registration certificate-unknown'], {
      presented: { qr },
      evidence: unknown,
      comment: 'Signed with the registry’s key, and not in its record.',
    }),
    refused('credential-second-under-known-id', ['statement-hash statement-hash-mismatch'], {
      presented: { credential: second.credential },
      evidence: { ...online(golden), signatory: online(second).signatory },
      comment: 'Another certificate under an id that the registry knows: ten times the quantity.',
    }),
    refused('qr-second-under-known-id', ['statement-hash statement-hash-mismatch'], {
      presented: { qr: second.qr },
      evidence: online(golden),
      comment: 'Another certificate under an id that the registry knows.',
    }),
    status('revoked'),
    status('revoked', { credential }),
    status('suspended'),
    status('superseded'),
    status('surrendered'),
    status('exhausted'),
    status('closed'),
    open('qr-old-record', ['status status-stale'], {
      presented: { qr },
      evidence: online(golden, {}, clock - 601),
      comment: 'The registry’s answer is ten minutes old.',
    }),
    open(
      'qr-registry-disagrees',
      [
        'registration registry-disagrees',
        'status status-unknown',
        'statement-hash statement-hash-unknown',
        'signatory signatory-not-presented',
      ],
      {
        presented: { qr },
        evidence: online(issue({ nth: 2 })),
        comment: 'The registry answered about another certificate.',
      },
    ),
    open(
      'qr-registry-not-reached',
      [
        'registration registry-not-reached',
        'status status-unknown',
        'statement-hash statement-hash-unknown',
        'signatory signatory-not-presented',
      ],
      {
        presented: { qr },
        evidence: { ...online(golden), record: notReached, signatory: notReached },
        comment: 'Keys are known, and nothing else.',
      },
    ),
  ]
}

function signatoryCases({ keys, issue, jws, request, online, organisation, importerKey }: GoldenWorld): GoldenCase[] {
  const golden = issue()
  const { credential, qr } = golden
  const asOf = clock - 2
  const { statement } = golden.payload
  const by = (token: string, key = importerKey): Evidence => ({
    ...online(golden),
    signatory: { found: 'yes', asOf, fact: { request: token, organisation, keys: [key] } },
  })
  const forged = jws(
    'euc-req+jwt',
    { aud: 'https://registry.example', iat: issuedAt - 900, iss: organisation.id, statement },
    keys.stranger,
    { kid: keys.importer.kid },
  )
  const other = goldenStatement((changed) => void (changed.lines[0]!.quantity = '1'))
  const signatory = {
    organisation: organisation.id,
    name: organisation.name,
    country: organisation.country,
    confirmed: false,
  }
  const refusedBy = (name: string, because: Deciding, evidence: Evidence, comment: string) =>
    refused(`credential-${name}`, [because], { presented: { credential }, evidence, comment })
  return [
    refusedBy(
      'importer-signed-other-statement',
      'signatory signatory-mismatch',
      by(request(other).token),
      'The importer signed half the quantity.',
    ),
    refusedBy(
      'importer-signed-for-other-registry',
      'signatory signatory-mismatch',
      by(request(statement, { aud: 'https://registry.neighbour.example' }).token),
      'The importer signed this statement for another registry.',
    ),
    refusedBy(
      'importer-did-not-sign',
      'signatory signatory-invalid',
      by(forged),
      'The request is signed by a stranger under the importer’s key id.',
    ),
    refusedBy(
      'importer-key-compromised',
      'signatory signatory-invalid',
      by(golden.request, { ...importerKey, state: 'compromised', compromisedSince: issuedAt }),
      'The importer’s key is in wrong hands.',
    ),
    refusedBy(
      'importer-key-of-other-organisation',
      'signatory signatory-key-unknown',
      by(golden.request, { ...importerKey, organisation: 'another-importer' }),
      'The key belongs to another organisation.',
    ),
    refused('qr-importer-not-confirmed', ['signatory signatory-invalid'], {
      presented: { qr },
      evidence: online(golden, { signatory }),
      comment: 'The registry says that the importer’s signature does not verify.',
    }),
    open('credential-importer-not-known', ['signatory signatory-unknown'], {
      presented: { credential },
      evidence: { ...online(golden), signatory: notReached },
      comment: 'Who signed could not be asked.',
    }),
  ]
}

function idCases({ issue, online }: GoldenWorld): GoldenCase[] {
  const golden = issue()
  const id = golden.payload.jti
  const unknown: Evidence = { ...online(golden), record: { found: 'no', asOf: clock - 2 }, signatory: notReached }
  const grouped = id.toLowerCase().replaceAll(/(.{4})(?=.)/g, '$1-')
  const paper: Deciding[] = ['signature signature-not-presented']
  const away = { ...unknown, record: notReached }
  return [
    open('id', paper, {
      presented: { id },
      evidence: online(golden),
      comment: 'A typed number says nothing of the paper that it was read from, so it is never valid.',
    }),
    open('id-as-people-write', paper, {
      presented: { id: grouped },
      evidence: online(golden),
      comment: 'The same in small letters and groups.',
    }),
    open('id-not-reached', [...paper, 'registration registry-not-reached', 'status status-unknown'], {
      presented: { id },
      evidence: away,
      comment: 'The registry could not be asked.',
    }),
    refused('id-unknown', ['registration certificate-unknown'], {
      presented: { id: issue({ nth: 9 }).payload.jti },
      evidence: unknown,
      comment: 'A number that the registry does not know.',
    }),
    refused('id-malformed', ['registration certificate-unknown'], {
      presented: { id: `${verifierOrigin}/x` },
      evidence: unknown,
      comment: 'No number at all: one answer with an unknown one.',
    }),
    refused('id-revoked', ['status revoked'], {
      presented: { id },
      evidence: online(golden, { status: 'revoked', statusSince: clock - day }),
      comment: 'The registry says that it is revoked.',
    }),
  ]
}
