import { part, time, type Key } from './keys.ts'

// The places of ledgers, of what is used once, and of cases; docs/table.md describes what stands under each of them.

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
