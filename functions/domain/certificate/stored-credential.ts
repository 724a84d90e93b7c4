import type { Certificate } from '#schemas/certificate.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { parseCanonicalJson, readText } from '../canonical-json.ts'
import { subjectOfCredential, type Subject } from '../verification/subject.ts'
import { readCredential, readCredentialPayload } from './credential.ts'
import { statusListNumber } from './status-reference.ts'

/** What a certificate of our own store says; a damaged one throws CheckFailure. */
export function storedSubject(certificate: Certificate): Subject {
  const text = payloadText(certificate)
  return subjectOfCredential(readCredentialPayload(parseCanonicalJson(text)), text, certificate.sth)
}

export function storedStatement(certificate: Certificate): Statement {
  return readCredentialPayload(parseCanonicalJson(payloadText(certificate))).statement
}

export function statementKindOf(certificate: Certificate): string {
  return storedStatement(certificate).documentKind
}

/** The list and entry in which the status of a certificate of our own store stands. */
export function statusPositionOf(certificate: Certificate): { list: number; index: number } {
  const payload = readCredentialPayload(parseCanonicalJson(payloadText(certificate)))
  return { list: statusListNumber(payload), index: payload.status.status_list.idx }
}

function payloadText({ credential }: Certificate): string {
  return readText(readCredential(credential).payloadBytes)
}
