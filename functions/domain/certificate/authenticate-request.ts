import { sha256Base64url } from '../bytes.ts'
import { RegistryError } from '../errors.ts'
import {
  authenticateSignatory,
  readOrRefuse,
  requireAudience,
  requireOwnName,
  type FindByKey,
  type SignedKind,
} from './authenticate-signatory.ts'
import { readRequestEnvelope, requestTyp, type SignedRequest } from './issue-request.ts'

const kind: SignedKind = {
  typ: requestTyp,
  noun: 'statement',
  members: 'aud (this registry), iat (seconds), iss (your organisation) and statement',
}

/**
 * Finds out who signed an issue request. Throws RegistryError `request-token-invalid`, `signatory-unknown`,
 * `signature-invalid`, `request-for-other-registry` or `not-an-importer`.
 */
export async function authenticateRequest(
  token: string,
  issuer: string,
  now: number,
  findByKey: FindByKey,
): Promise<SignedRequest> {
  const { organisation, key, payloadBytes } = await authenticateSignatory(token, kind, now, findByKey)
  const envelope = readOrRefuse(kind, () => readRequestEnvelope(payloadBytes))
  requireOwnName(envelope.iss, organisation)
  requireAudience(envelope.aud, issuer, kind)
  if (!organisation.roles.includes('importer')) {
    throw new RegistryError(
      'not-an-importer',
      'Only organisations registered as importers may issue end-use statements. Ask the operator of this registry for that role.',
    )
  }
  return {
    token,
    digest: await sha256Base64url(payloadBytes),
    organisation: organisation.id,
    signedAt: envelope.iat,
    key,
    statement: envelope.statement,
  }
}
