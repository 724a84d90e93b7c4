import type { AuditEvent } from '#schemas/approval.ts'
import type { Certificate, SignatoryPerson } from '#schemas/certificate.ts'
import type { LedgerEntry } from '#schemas/ledger.ts'
import type { OrganisationRole } from '#schemas/organisation.ts'
import type { Member } from '#schemas/principal.ts'
import { toBase64url } from '../bytes.ts'

/** As `ports/audit.ts` has it. */
interface Entry {
  readonly id: string
  readonly event: AuditEvent
  readonly certificate?: { readonly id: string; readonly shownToHolder: boolean }
}

/** Who did it, as the audit names them: ids only. */
export function actorOf(member: Member): AuditEvent['actor'] {
  const { organisation } = member
  return member.kind === 'person' ? { organisation, person: member.person } : { organisation }
}

/** That a certificate was issued. `digest`: of the request that it was issued for. */
export function issueEntry({ id, organisation, issuedAt, signedBy }: Certificate, digest: string): Entry {
  const act = { digest, organisation, certificate: id, at: issuedAt, operation: 'issue-certificate' }
  return holdersEntry({ ...act, person: signedBy?.id })
}

/** That an act changed the status of a certificate; takes the record of `ports/status-acts.ts`. */
export function statusEntry(record: {
  readonly fingerprint: string
  readonly organisation: string
  readonly certificate: string
  readonly statusSince: number
  readonly signedBy?: SignatoryPerson | undefined
}): Entry {
  const { fingerprint: digest, organisation, certificate, statusSince: at, signedBy } = record
  return holdersEntry({ digest, organisation, certificate, at, operation: 'change-status', person: signedBy?.id })
}

/** That a certificate was superseded, by the request for the next one: which is told of that one in the same second. */
export function supersededEntry(record: Parameters<typeof statusEntry>[0]): Entry {
  return { ...statusEntry(record), id: `${record.fingerprint}.superseded` }
}

/** That an act changed a ledger. The holder reads the ledger itself, where it stands whole. */
export function ledgerActEntry({ digest, name, by, signedBy, certificate, at }: LedgerEntry): Entry {
  const actor = { organisation: by.organisation, ...(signedBy && { person: signedBy.id }) }
  return {
    id: digest,
    event: { at, operation: name, actor, subject: certificate, outcome: 'done' },
    certificate: { id: certificate, shownToHolder: false },
  }
}

interface HoldersAct {
  /** Of what was signed. */
  readonly digest: string
  readonly organisation: string
  readonly certificate: string
  readonly at: number
  readonly operation: string
  /** Whose passkey signed. */
  readonly person?: string | undefined
}

function holdersEntry({ digest, organisation, certificate, at, operation, person }: HoldersAct): Entry {
  return {
    id: digest,
    event: { at, operation, actor: { organisation, ...(person && { person }) }, subject: certificate, outcome: 'done' },
    certificate: { id: certificate, shownToHolder: true },
  }
}

export interface Read {
  readonly operation: string
  readonly reader: Member
  /** Id of what was read: of an organisation, or, with `certificate`, of that. */
  readonly subject: string
  readonly certificate?: Pick<Certificate, 'organisation'>
  readonly at: number
  /** 128 random bits. */
  readonly random: Uint8Array
}

/** A read, for the audit. */
export function readEntry({ operation, reader, subject, certificate, at, random }: Read): Entry {
  return {
    id: toBase64url(random),
    event: { at, operation, actor: actorOf(reader), subject, outcome: 'read' },
    ...(certificate && {
      certificate: {
        id: subject,
        shownToHolder: reader.organisation === certificate.organisation || isTrader(reader.roles),
      },
    }),
  }
}

/** Carriers and banks are told to the holder; whoever also supervises is not, lest a second role give it away. */
function isTrader(roles: readonly OrganisationRole[]): boolean {
  const supervises = roles.includes('customs') || roles.includes('authority')
  return !supervises && (roles.includes('carrier') || roles.includes('bank'))
}

/** What recording a read needs of the world; the ports of the same names fit it. */
export interface RecordingNeeds {
  readonly audit: { record(entry: Entry): Promise<void> }
  readonly clock: { now(): number }
  readonly randomness: { bytes(length: number): Uint8Array }
}

/**
 * Tells the audit of a read. Awaited before the answer goes out: what cannot be told is not read. Throws RegistryError
 * `store-unavailable`.
 */
export async function recordRead(
  { audit, clock, randomness }: RecordingNeeds,
  read: Omit<Read, 'at' | 'random'>,
): Promise<void> {
  await audit.record(readEntry({ ...read, at: clock.now(), random: randomness.bytes(16) }))
}

/** The event as its reader may see it: of people only those of its own organisation. */
export function withoutForeignPeople(event: AuditEvent, organisation: string): AuditEvent {
  if (event.actor.organisation === organisation) return event
  return { ...event, actor: { organisation: event.actor.organisation } }
}
