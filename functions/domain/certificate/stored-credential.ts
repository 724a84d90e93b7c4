import type { Certificate } from '#schemas/certificate.ts'
import { parseCanonicalJson, readText } from '../canonical-json.ts'
import { subjectOfCredential, type Subject } from '../verification/subject.ts'
import { readCredential, readCredentialPayload } from './credential.ts'

/** What a certificate of our own store says; a damaged one throws CheckFailure. */
export function storedSubject(certificate: Certificate): Subject {
  const text = payloadText(certificate)
  return subjectOfCredential(readCredentialPayload(parseCanonicalJson(text)), text, certificate.sth)
}

export function statementKindOf(certificate: Certificate): string {
  return readCredentialPayload(parseCanonicalJson(payloadText(certificate))).statement.documentKind
}

function payloadText({ credential }: Certificate): string {
  return readText(readCredential(credential).payloadBytes)
}
