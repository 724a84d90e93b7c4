import type { CredentialPayload } from '#schemas/certificate.ts'
import type { Registry, RegistryKey } from '#schemas/keys.ts'
import type { QrSummary } from '#schemas/qr.ts'
import type { PartyRole } from '#schemas/statement/party.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import type { Shown } from '#schemas/verdict.ts'
import { statementTextIn } from '../certificate/credential.ts'
import { statusListUri } from '../certificate/status-reference.ts'
import { consigneeOf, endUserOf } from '../certificate/statement-parties.ts'

export interface NamedParty {
  readonly roles: readonly PartyRole[]
  /** Spellings that count as this party: legal, native and trading names. */
  readonly names: readonly string[]
  readonly country: string
}

export interface SubjectLine {
  readonly lineNo: number
  readonly hs?: { readonly code: string; readonly edition?: string | undefined }
  readonly classifications: readonly string[]
  /** The statement says that the goods are in no control list. A QR code says neither that nor the contrary. */
  readonly notListed: boolean
  readonly quantity: string
  readonly unit: string
  readonly tolerancePct: string
  /** Absent when the statement lists no serial numbers or the source does not hold them. */
  readonly serialNumbers?: ReadonlySet<string>
}

/** What an authentic certificate says, whichever form it was presented in; the checks compare against this. */
export interface Subject {
  readonly id: string
  readonly sth: string
  readonly issuedAt: number
  readonly validFrom: number
  readonly validUntil: number
  readonly shown: Shown
  readonly statusReference: { readonly uri: string; readonly index: number }
  readonly lines: readonly SubjectLine[]
  /** The source names every goods line and every party; a QR code names as many as fit. */
  readonly complete: boolean
  readonly parties: readonly NamedParty[]
  /** Country of use. Buyers named for re-export do not count: naming them is no permission (domain.md 1.5). */
  readonly destination: string
  readonly statement?: Statement
  /** Canonical text of the statement as it was signed. */
  readonly statementText?: string
  /** What the importer must have signed, and for which registry: one statement must not become certificates of two. */
  readonly request?: { readonly digest: string; readonly organisation: string; readonly registry: string }
}

export interface KeyInRegistry {
  readonly registry: Registry
  readonly key: RegistryKey
}

/** `text` is the canonical text that `payload` was read from. */
export function subjectOfCredential(payload: CredentialPayload, text: string, sth: string): Subject {
  const { statement } = payload
  return {
    id: payload.jti,
    sth,
    issuedAt: payload.iat,
    validFrom: payload.nbf,
    validUntil: payload.exp,
    shown: {
      source: 'credential',
      id: payload.jti,
      issuer: payload.iss,
      organisation: payload.req.iss,
      issuedAt: payload.iat,
      validFrom: payload.nbf,
      validUntil: payload.exp,
      ...(payload.profiles === undefined ? {} : { profiles: payload.profiles }),
      statement,
    },
    statusReference: { uri: payload.status.status_list.uri, index: payload.status.status_list.idx },
    lines: statement.lines.map((line) => ({
      lineNo: line.lineNo,
      ...(line.hs === undefined ? {} : { hs: line.hs }),
      classifications: (line.classifications ?? []).flatMap((entry) =>
        entry.regime === 'NOT-LISTED' ? [] : [entry.code],
      ),
      notListed: line.classifications?.some(({ regime }) => regime === 'NOT-LISTED') ?? false,
      quantity: line.quantity,
      unit: line.unit,
      tolerancePct: line.tolerancePct ?? '0',
      ...(line.serialNumbers === undefined ? {} : { serialNumbers: new Set(line.serialNumbers) }),
    })),
    complete: true,
    parties: statement.parties.map((party) => ({
      roles: rolesOf(party, statement),
      names: [
        party.legalName,
        ...(party.nativeName === undefined ? [] : [party.nativeName.text]),
        ...(party.tradingNames ?? []),
      ],
      country: party.address.country,
    })),
    destination: statement.endUse.countryOfUse,
    statement,
    statementText: statementTextIn(text),
    request: { digest: payload.req.digest, organisation: payload.req.iss, registry: payload.iss },
  }
}

/** Where no final consignee is named the end user receives the goods. */
function rolesOf(party: Statement['parties'][number], statement: Statement): PartyRole[] {
  const receives = party === consigneeOf(statement) && party === endUserOf(statement)
  return receives ? [...new Set([...party.roles, 'FINAL_CONSIGNEE' as const])] : party.roles
}

export function subjectOfQr(summary: QrSummary, issuer: string): Subject {
  return {
    id: summary.id,
    sth: summary.sth,
    issuedAt: summary.issuedAt,
    validFrom: summary.validFrom,
    validUntil: summary.validUntil,
    shown: { source: 'qr', issuer, summary },
    statusReference: { uri: statusListUri(issuer, summary.status.list), index: summary.status.index },
    lines: summary.lines.map((line) => ({
      lineNo: line.lineNo,
      ...(line.hs === undefined ? {} : { hs: { code: line.hs } }),
      classifications: line.classification === undefined ? [] : [line.classification],
      notListed: false,
      quantity: line.quantity,
      unit: line.unit,
      tolerancePct: line.tolerancePct ?? '0',
    })),
    complete: false,
    parties: [
      { roles: ['END_USER'], names: [summary.endUser.name], country: summary.endUser.country },
      { roles: ['FINAL_CONSIGNEE'], names: [summary.consignee.name], country: summary.consignee.country },
    ],
    destination: summary.destination,
  }
}
