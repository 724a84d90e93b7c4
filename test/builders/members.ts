import type { Approval, AuditEvent } from '#schemas/approval.ts'
import type { OrganisationKey } from '#schemas/keys.ts'
import type { OutputOf } from '#schemas/operations/operation.ts'
import type { memberOperations } from '#schemas/operations/members.ts'
import type { Organisation } from '#schemas/organisation.ts'

type PersonView = OutputOf<(typeof memberOperations)['list-people']>['people'][number]

/** 3 March 2026, noon. */
export const someTime = 1_772_539_200

export const importer: Organisation = {
  id: 'mekong-precision',
  name: 'Mekong Precision Co',
  nativeName: { text: '湄公精密机械有限公司', script: 'Hans' },
  identifiers: [
    { scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' },
    { scheme: 'NATIONAL', value: '0312345678', register: 'Business register', country: 'VN' },
  ],
  country: 'VN',
  roles: ['importer'],
  state: 'active',
  identity: [
    {
      by: 'the-operator',
      byName: 'The Operator',
      at: someTime,
      method: 'REGISTER_EXTRACT',
      source: 'National Business Registration Portal, extract of 1 March 2026',
    },
  ],
  domains: [{ domain: 'mekong-precision.example', method: 'DNS_TXT', provedAt: someTime }],
  keyDelay: 86_400,
  version: 3,
}

export const organisationKey: OrganisationKey = {
  kid: 'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U',
  jwk: {
    crv: 'P-256',
    kty: 'EC',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  },
  notBefore: someTime,
  notAfter: 4_102_444_800,
  state: 'active',
  organisation: importer.id,
}

const passkey = { person: 'AAAAAAAAAAAAAAAAAAAAAA', organisation: importer.id, notBefore: someTime }

export const linh: PersonView = {
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  name: 'Linh Tran',
  title: 'Managing director',
  mandate: { kind: 'LEGAL_REP' },
  organisation: importer.id,
  duties: ['administrator', 'signatory'],
  state: 'active',
  since: someTime,
  version: 2,
  passkeys: [
    { ...passkey, id: 'laptop-laptop-laptop', label: 'Office laptop', synced: false },
    { ...passkey, id: 'phone-phone-phone-ph', label: 'Old phone', synced: true, notAfter: someTime + 86_400 },
  ],
}

export const minh: PersonView = {
  ...linh,
  id: 'BBBBBBBBBBBBBBBBBBBBBA',
  name: 'Minh Nguyen',
  title: 'Head of procurement',
  mandate: { kind: 'DELEGATE' },
  duties: ['signatory'],
  state: 'invited',
  passkeys: [],
}

/** A proposal whose digest is not filled in. */
export const anApproval: Approval = {
  id: 'CCCCCCCCCCCCCCCCCCCCCA',
  act: 'add-key',
  digest: 'A'.repeat(43),
  payload: '',
  subject: importer.id,
  summary: 'Add a key to Mekong Precision Co',
  proposedBy: { organisation: importer.id, person: minh.id, personName: minh.name },
  proposedAt: someTime,
  expiresAt: 4_102_444_800,
  state: 'waiting',
}

export const events: AuditEvent[] = [
  {
    at: someTime,
    operation: 'add-key',
    actor: { organisation: importer.id, person: linh.id },
    subject: importer.id,
    outcome: 'proposed',
  },
  {
    at: someTime - 60,
    operation: 'list-people',
    actor: { organisation: 'the-operator' },
    subject: importer.id,
    outcome: 'read',
  },
]
