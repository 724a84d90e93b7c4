import type { CertificateStatus } from './certificate.ts'
import type { OrganisationRole } from './organisation.ts'

/**
 * Why a certificate is revoked, as a code: what others do about it differs. `ISSUED_IN_ERROR` casts no doubt on anybody,
 * `GOODS_DIVERTED` does (domain.md 5.2; reasons of RFC 5280 section 5.3.1 where they fit).
 */
export const revocationReasons = [
  'ISSUED_IN_ERROR',
  'FACTS_FALSE',
  'FACTS_CHANGED',
  'CONTRACT_CANCELLED',
  'LICENCE_REFUSED_OR_WITHDRAWN',
  'PARTY_LISTED',
  'GOODS_DIVERTED',
  'LOST_OR_STOLEN',
  'KEY_COMPROMISED',
  'OTHER',
] as const
export type RevocationReason = (typeof revocationReasons)[number]

export interface Move {
  /** Statuses from which it can be made; a status that no move comes from is final. */
  readonly from: readonly CertificateStatus[]
  /** Status afterwards; `same` for what is added to the history and changes nothing. */
  readonly to: CertificateStatus | 'same'
  /** Who may make it (schemas/policy.ts); nobody where the registry itself makes it with another act. */
  readonly by: Readonly<Partial<Record<OrganisationRole, 'own' | 'named' | 'any'>>>
  /** A revocation says why by code. */
  readonly needsCode?: true
  /** What an authority suspended, only an authority moves by this. */
  readonly notAgainstAuthority?: true
}

/**
 * The life of a certificate: every move, from where to where, and who may make it (domain.md 5.2). Nobody edits a signed
 * body. `expired` and `exhausted` are no moves: time and the ledger tell them whenever somebody asks, whether or not any
 * job ran (domain/status/life-cycle.ts).
 */
export const lifeCycle = {
  /** A consignee, purchaser or exporter that the statement names signs too. */
  countersign: { from: ['active', 'suspended'], to: 'same', by: { importer: 'named' } },
  /** A government certifies or accepts the statement. */
  endorse: { from: ['active'], to: 'same', by: { authority: 'any' } },
  suspend: { from: ['active', 'suspended'], to: 'suspended', by: { importer: 'own', authority: 'any' } },
  /** The holder says that a use of its certificate is not its own; an authority looks into it. */
  dispute: { from: ['active', 'suspended'], to: 'suspended', by: { importer: 'own' } },
  reinstate: {
    from: ['suspended'],
    to: 'active',
    by: { importer: 'own', authority: 'any' },
    notAgainstAuthority: true,
  },
  revoke: {
    from: ['active', 'suspended'],
    to: 'revoked',
    by: { importer: 'own', authority: 'any' },
    needsCode: true,
  },
  surrender: { from: ['active', 'suspended'], to: 'surrendered', by: { importer: 'own' } },
  /** By issuing the version that takes its place. */
  supersede: { from: ['active'], to: 'superseded', by: { importer: 'own' } },
  /** Everything that left has arrived or come back, and nothing more can be drawn. */
  close: {
    from: ['active', 'exhausted', 'surrendered'],
    to: 'closed',
    by: { importer: 'own', authority: 'any' },
  },
} as const satisfies Record<string, Move>
export type MoveName = keyof typeof lifeCycle
