import { createHash } from 'node:crypto'

// The grammar of the table's keys, whole. docs/table.md describes what stands under each of them.

export interface Key {
  readonly PK: string
  readonly SK: string
}

/** Key in the sparse index `planned`; only an unfinished plan has it. */
export interface PlannedKey {
  readonly GSI1PK: string
  readonly GSI1SK: string
}

export const keyAttributes: ReadonlySet<string> = new Set(['PK', 'SK', 'GSI1PK', 'GSI1SK'])

/** Spreads the leaves that wait for the log: a partition takes a thousand writes a second, and every issue writes one. */
export const outboxShards = 16

/** `CERT#<id>` / `CERT`: a certificate. Everything else about one certificate will stand in the same partition. */
export function certificateKey(id: string): Key {
  return { PK: `CERT#${part(id)}`, SK: 'CERT' }
}

/** `ORG#<organisation>` / `ORG`. */
export function organisationKey(id: string): Key {
  return { PK: `ORG#${part(id)}`, SK: 'ORG' }
}

/** `ORG#<organisation>` / `KEY#<kid>`: a public key of an organisation. */
export function keyOfOrganisation(organisation: string, kid: string): Key {
  return { PK: `ORG#${part(organisation)}`, SK: `KEY#${part(kid)}` }
}

/** What the sort keys of an organisation's public keys begin with. */
export const organisationKeyPrefix = 'KEY#'

/** `KEY#<kid>` / `KEY`: says which organisation has the key, and keeps two from having the same one. */
export function keyOwnerKey(kid: string): Key {
  return { PK: `KEY#${part(kid)}`, SK: 'KEY' }
}

/** `ORG#<organisation>` / `PERSON#<id>`: a person of an organisation. */
export function personKey(organisation: string, id: string): Key {
  return { PK: `ORG#${part(organisation)}`, SK: `${personPrefix}${part(id)}` }
}

export const personPrefix = 'PERSON#'

/** `PASSKEY#<credential id>` / `PASSKEY`: a person's passkey. It is never deleted: what it signed needs it. */
export function passkeyKey(id: string): Key {
  return { PK: `PASSKEY#${part(id)}`, SK: 'PASSKEY' }
}

/** `ORG#<organisation>` / `IDEM#<operation>#<key>`: an Idempotency-Key and what it led to. Keys of two organisations never meet. */
export function idempotencyKey(organisation: string, operation: string, key: string): Key {
  return { PK: `ORG#${part(organisation)}`, SK: `IDEM#${part(operation)}#${part(key)}` }
}

/** `ORG#<organisation>` / `REQUEST#<digest>`: a signed request that was used; it leads to one certificate at most. */
export function requestKey(organisation: string, digest: string): Key {
  return { PK: `ORG#${part(organisation)}`, SK: `REQUEST#${part(digest)}` }
}

/** `CERT#<id>` / `ACT#<version>`: the signed act that made this version of a certificate's status. */
export function actKey(certificate: string, version: number): Key {
  return { PK: `CERT#${part(certificate)}`, SK: `ACT#${version}` }
}

/** `ORG#<organisation>` / `ACT#<digest>`: a signed act that was used; it has its effect once. */
export function usedActKey(organisation: string, digest: string): Key {
  return { PK: `ORG#${part(organisation)}`, SK: `ACT#${part(digest)}` }
}

/** A list of the audit: where it stands, and the key of an event in it. */
export interface AuditList {
  readonly partition: string
  readonly prefix: string
  keyOf(at: number, id: string): Key
}

/** `ORG#<organisation>` / `AUDIT#<time>#<id>`: what an organisation did or read. */
export function auditOfOrganisation(organisation: string): AuditList {
  return auditList(organisationKey(organisation).PK, 'AUDIT#')
}

/** `CERT#<id>` / `AUDIT#<time>#<id>`: what was done to a certificate, and who read it. */
export function auditOfCertificate(certificate: string): AuditList {
  return auditList(certificateKey(certificate).PK, 'AUDIT#')
}

/** `CERT#<id>` / `SHOWN#<time>#<id>`: the part of that which its holder may know. */
export function auditShownToHolder(certificate: string): AuditList {
  return auditList(certificateKey(certificate).PK, 'SHOWN#')
}

function auditList(partition: string, prefix: string): AuditList {
  return { partition, prefix, keyOf: (at, id) => ({ PK: partition, SK: `${prefix}${time(at)}#${part(id)}` }) }
}

/** `ORG#<organisation>` / `CERT#<time>#<certificate id>`: a certificate in the list of its organisation, by time of issue. */
export function certificateOfOrganisation(organisation: string, issuedAt: number, id: string): Key {
  return { PK: organisationKey(organisation).PK, SK: `${certificateListPrefix}${time(issuedAt)}#${part(id)}` }
}

export const certificateListPrefix = 'CERT#'

/** `ASSERTION#<kid>` / `<digest of jti>`: a client assertion that was used. */
export function usedAssertionKey(kid: string, digest: string): Key {
  return { PK: `ASSERTION#${part(kid)}`, SK: part(digest) }
}

/** `ORGANISATIONS` / `ORG#<organisation>`: for the list of all. */
export function organisationListKey(id: string): Key {
  return { PK: organisationsPartition, SK: `${organisationListPrefix}${part(id)}` }
}

export const organisationsPartition = 'ORGANISATIONS'
export const organisationListPrefix = 'ORG#'

/** `NAME#<digest>` / `NAME`: which organisation has a name of this skeleton. It is never given to another. */
export function nameKey(claim: string): Key {
  return { PK: `NAME#${part(claim)}`, SK: 'NAME' }
}

/** `ORG#<organisation>` / `PASSKEY#<person>#<hash>`: that a person has a passkey. A credential id may be longer than a sort key. */
export function passkeyOfPersonKey(organisation: string, person: string, id: string): Key {
  const { PK, prefix } = passkeysOfPerson(organisation, person)
  return { PK, SK: `${prefix}${createHash('sha256').update(id).digest('base64url')}` }
}

export function passkeysOfPerson(organisation: string, person: string): { PK: string; prefix: string } {
  return { PK: `ORG#${part(organisation)}`, prefix: `PASSKEY#${part(person)}#` }
}

/** `ORG#<organisation>` / `EVENT#<id>`: a change of an organisation that nobody signed. */
export function unsignedEventKey(organisation: string, id: string): Key {
  return { PK: `ORG#${part(organisation)}`, SK: `EVENT#${part(id)}` }
}

/** `INVITATION#<digest>` / `INVITATION`: by SHA-256 of its secret. */
export function invitationKey(digest: string): Key {
  return { PK: `INVITATION#${part(digest)}`, SK: 'INVITATION' }
}

/** `APPROVAL#<id>` / `APPROVAL`: a deed that waits or waited for a second person. */
export function approvalKey(id: string): Key {
  return { PK: `APPROVAL#${part(id)}`, SK: 'APPROVAL' }
}

/** `APPROVALS` or `ORG#<organisation>` / `APPROVAL#<time>#<id>`: in the list of all, and in that of one organisation. */
export function approvalListKey(organisation: string | undefined, at: number, id: string): Key {
  return { PK: approvalsPartition(organisation), SK: `${approvalListPrefix}${time(at)}#${part(id)}` }
}

export function approvalsPartition(organisation: string | undefined): string {
  return organisation === undefined ? 'APPROVALS' : `ORG#${part(organisation)}`
}

export const approvalListPrefix = 'APPROVAL#'

/** `BUCKET#<kind>#<name>` / `BUCKET`: how much a caller, an organisation or a network may still do. */
export function bucketKey(kind: string, name: string): Key {
  return { PK: `BUCKET#${part(kind)}#${part(name)}`, SK: 'BUCKET' }
}

/** `CEREMONY#<digest>` / `CEREMONY`: a registration or sign-in that was begun, by SHA-256 of its name. */
export function ceremonyKey(digest: string): Key {
  return { PK: `CEREMONY#${part(digest)}`, SK: 'CEREMONY' }
}

/** `SESSION#<digest>` / `SESSION`: a person who is signed in, by SHA-256 of the secret in its cookie. */
export function sessionKey(digest: string): Key {
  return { PK: `SESSION#${part(digest)}`, SK: 'SESSION' }
}

/** `REGISTRY` / `KEY#<kid>`: a public key of the registry itself. */
export function registryKeyKey(kid: string): Key {
  return { PK: registryPartition, SK: `${registryKeyPrefix}${part(kid)}` }
}

/** `REGISTRY` / `CURSOR-SECRET`: what cursors are sealed with. */
export const cursorSecretKey: Key = { PK: 'REGISTRY', SK: 'CURSOR-SECRET' }

/** `TRUST` / `PARTNER#<issuer>`: another registry that this one trusts. */
export function partnerKey(issuer: string): Key {
  return { PK: trustPartition, SK: `${partnerPrefix}${part(issuer)}` }
}

/** `TRUST` / `EDITION#<version>`: an edition of the trust list. */
export function trustEditionKey(version: number): Key {
  return { PK: trustPartition, SK: `EDITION#${String(version).padStart(12, '0')}` }
}

/** `TRUST` / `NEWEST`: the edition that stands, once more. */
export const newestTrustListKey: Key = { PK: 'TRUST', SK: 'NEWEST' }

export const trustPartition = 'TRUST'
export const partnerPrefix = 'PARTNER#'

export const registryPartition = 'REGISTRY'
export const registryKeyPrefix = 'KEY#'

/** `STATUS#<list>` / `COUNTER`: how many positions of a status list have been given. */
export function statusCounterKey(list: number): Key {
  return { PK: statusPartition(list), SK: 'COUNTER' }
}

export function statusPartition(list: number): string {
  return `STATUS#${list}`
}

/** `STATUS#<list>` / `LIST`: the edition of a status list that stands. */
export function statusListKey(list: number): Key {
  return { PK: statusPartition(list), SK: 'LIST' }
}

/** `STATUS#<list>` / `CHANGE#<index>`: what an entry should say next. */
export function statusChangeKey(list: number, index: number): Key {
  return { PK: statusPartition(list), SK: `${statusChangePrefix}${String(index).padStart(7, '0')}` }
}

export const statusChangePrefix = 'CHANGE#'

/** `STATUS-LISTS` / `<list>`: a status list in which a position was given. */
export function knownListKey(list: number): Key {
  return { PK: knownListsPartition, SK: String(list) }
}

export const knownListsPartition = 'STATUS-LISTS'

/** `OUTBOX#<shard>` / `<time>#<leaf>`: a leaf that waits for the log; a shard reads in order of time. */
export function outboxKey(at: number, leaf: string): Key {
  const shard = createHash('sha256').update(leaf).digest()[0]! % outboxShards
  return { PK: `OUTBOX#${shard}`, SK: `${time(at)}#${part(leaf)}` }
}

/** `PLANNED` / `<time>#<certificate id>` in the index, oldest first. */
export function plannedKey(at: number, id: string): PlannedKey {
  return { GSI1PK: plannedPartition, GSI1SK: `${time(at)}#${part(id)}` }
}

/** One partition takes a thousand plans a second; KMS signs half as many (docs/table.md). */
export const plannedPartition = 'PLANNED'

/** Every plan made before this second sorts before this text, and no other does. */
export function plannedBefore(at: number): string {
  return time(at)
}

/** Seconds with leading zeros, so that text sorts as time does: 12 digits reach the year 9999. */
export function time(at: number): string {
  return String(at).padStart(12, '0')
}

/**
 * `#` is what separates the parts of a key. Names that callers choose were checked at the door; one that could still be
 * read as two parts is a mistake of ours.
 */
export function part(name: string): string {
  if (name === '' || name.includes('#')) throw new TypeError('this cannot be a part of a key')
  return name
}
