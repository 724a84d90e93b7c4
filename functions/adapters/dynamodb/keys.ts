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

/** `ORG#<organisation>` / `IDEM#<operation>#<key>`: an Idempotency-Key and what it led to. Keys of two organisations never meet. */
export function idempotencyKey(organisation: string, operation: string, key: string): Key {
  return { PK: `ORG#${part(organisation)}`, SK: `IDEM#${operation}#${part(key)}` }
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

/** `CERT#<first version>` / `LINE#<line>`: what was taken of a goods line, by all versions of a certificate. */
export function lineKey(ledger: string, line: number): Key {
  return { PK: `CERT#${part(ledger)}`, SK: `${linePrefix}${String(line).padStart(4, '0')}` }
}

/** `CERT#<first version>` / `DRAW#<id>`: a drawdown. */
export function drawdownKey(ledger: string, id: string): Key {
  return { PK: `CERT#${part(ledger)}`, SK: `${drawdownPrefix}${part(id)}` }
}

/** `CERT#<first version>` / `ENTRY#<digest>`: a signed act on the ledger; its place keeps it from having its effect twice. */
export function ledgerEntryKey(ledger: string, digest: string): Key {
  return { PK: `CERT#${part(ledger)}`, SK: `${ledgerEntryPrefix}${part(digest)}` }
}

/** `CERT#<first version>` / `DOC#<line>#<document>`: which drawdown has a transport document for a line. */
export function documentClaimKey(ledger: string, line: number, document: string): Key {
  return { PK: `CERT#${part(ledger)}`, SK: `DOC#${String(line).padStart(4, '0')}#${part(document)}` }
}

/** `CERT#<first version>` / `SHIPMENT`: the one transport document of a certificate for a single shipment. */
export function shipmentKey(ledger: string): Key {
  return { PK: `CERT#${part(ledger)}`, SK: 'SHIPMENT' }
}

/** `USE#<fingerprint>` / `USE#<certificate>#<drawdown or line>`: a use of something that should be used once. */
export function useKey(fingerprint: string, certificate: string, what: string): Key {
  return { PK: usePartition(fingerprint), SK: `USE#${part(certificate)}#${part(what)}` }
}

export function usePartition(fingerprint: string): string {
  return `USE#${part(fingerprint)}`
}

/** `REGISTRY` / `SECRET#fingerprints`: the key under which fingerprints are made. */
export const fingerprintKeyKey: Key = { PK: 'REGISTRY', SK: 'SECRET#fingerprints' }

/** `CERT#<first version>` / `CASE#<id>`: what an authority has to look into. */
export function caseKey(ledger: string, id: string): Key {
  return { PK: `CERT#${part(ledger)}`, SK: `${casePrefix}${part(id)}` }
}

/** `CASES` / `OPEN#<time>#<id>`: an open case, oldest first. */
export function openCaseKey(at: number, id: string): Key {
  return { PK: casesPartition, SK: `${openCasePrefix}${time(at)}#${part(id)}` }
}

export const casePrefix = 'CASE#'
export const casesPartition = 'CASES'
export const openCasePrefix = 'OPEN#'

export const linePrefix = 'LINE#'
export const drawdownPrefix = 'DRAW#'
export const ledgerEntryPrefix = 'ENTRY#'

/** `ASSERTION#<kid>` / `<digest of jti>`: a client assertion that was used. */
export function usedAssertionKey(kid: string, digest: string): Key {
  return { PK: `ASSERTION#${part(kid)}`, SK: part(digest) }
}

/** `REGISTRY` / `KEY#<kid>`: a public key of the registry itself. */
export function registryKeyKey(kid: string): Key {
  return { PK: registryPartition, SK: `${registryKeyPrefix}${part(kid)}` }
}

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
function time(at: number): string {
  return String(at).padStart(12, '0')
}

/**
 * `#` is what separates the parts of a key. Names that callers choose were checked at the door; one that could still be
 * read as two parts is a mistake of ours.
 */
function part(name: string): string {
  if (name === '' || name.includes('#')) throw new TypeError('this cannot be a part of a key')
  return name
}
