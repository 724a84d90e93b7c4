import {
  authenticateSignatory,
  readOrRefuse,
  requireAudience,
  requireOwnName,
  type SignedKind,
  type SigningPlace,
} from '../acts/authenticate-signatory.ts'
import { requireDuty } from '../acts/require-duty.ts'
import { sha256Base64url } from '../bytes.ts'
import { RegistryError } from '../errors.ts'
import { readRequestEnvelope, requestTyp, type SignedRequest } from './issue-request.ts'

const kind: SignedKind = {
  typ: requestTyp,
  noun: 'statement',
  members: 'aud (this registry), iat (seconds), iss (your organisation) and statement',
}

/**
 * Finds out who signed an issue request. Throws RegistryError `request-token-invalid`, `signatory-unknown`,
 * `signature-invalid`, `request-for-other-registry`, `not-an-importer` or `not-allowed`.
 */
export async function authenticateRequest(token: string, place: SigningPlace): Promise<SignedRequest> {
  const { organisation, signer, window, payloadBytes } = await authenticateSignatory(token, kind, place)
  const envelope = readOrRefuse(kind, () => readRequestEnvelope(payloadBytes))
  requireOwnName(envelope.iss, organisation)
  requireAudience(envelope.aud, place.issuer, kind)
  if (!organisation.roles.includes('importer')) {
    throw new RegistryError(
      'not-an-importer',
      'Only organisations registered as importers may issue end-use statements. Ask the operator of this registry for that role.',
    )
  }
  requireDuty(signer, 'signatory')
  return {
    token,
    digest: await sha256Base64url(payloadBytes),
    organisation: organisation.id,
    signedAt: envelope.iat,
    signer,
    window,
    statement: envelope.statement,
  }
}
