import type { Input, Output } from '#schemas/operations.ts'
import { policies } from '#schemas/policy.ts'
import { toBase64url } from '#domain/bytes.ts'
import { accessTokenInput, accessTokenOf, accessTokenSeconds } from '#domain/access/access-token.ts'
import { assertionEnds, readClientAssertion, verifyClientAssertion } from '#domain/access/client-assertion.ts'
import { RegistryError } from '#domain/errors.ts'
import { organisationBucket, requireTokens } from '#domain/access/limits.ts'
import type { Clock } from '#ports/clock.ts'
import type { Limits } from '#ports/limits.ts'
import type { Organisations } from '#ports/organisations.ts'
import type { Randomness } from '#ports/randomness.ts'
import type { Signer } from '#ports/signer.ts'
import type { UsedAssertions } from '#ports/used-assertions.ts'

export interface RequestTokenNeeds {
  readonly organisations: Pick<Organisations, 'findByKey'>
  readonly usedAssertions: UsedAssertions
  readonly limits: Limits
  readonly signer: Signer
  readonly clock: Clock
  readonly randomness: Randomness
  readonly registry: { readonly issuer: string }
}

/**
 * Gives a machine an access token (RFC 7523, RFC 9068).
 *
 * 1. Read the assertion, and judge it: the organisation's key in force, this registry, this minute.
 * 2. Take what it costs from the organisation's bucket: whatever the network it comes from.
 * 3. Note that it was used; of two requests with it one gets a token.
 * 4. Sign a token of ten minutes that names the organisation and the key, and no role.
 */
export function requestToken({
  organisations,
  usedAssertions,
  limits,
  signer,
  clock,
  randomness,
  registry,
}: RequestTokenNeeds) {
  const { issuer } = registry
  const audiences = [`${issuer}/oauth2/token`, issuer]
  return async ({ body }: Input<'request-token'>): Promise<Output<'request-token'>> => {
    const now = clock.now()
    const assertion = readClientAssertion(body.client_assertion)
    const { iss: organisation, jti } = assertion.claims
    if (body.client_id !== undefined && body.client_id !== organisation)
      throw new RegistryError('assertion-invalid', 'Leave client_id out, or name in it the organisation that signs.')
    const found = await organisations.findByKey(assertion.kid)
    await verifyClientAssertion(assertion, { audiences, now, signer: found })
    await requireTokens(limits, [organisationBucket(organisation)], policies['request-token'].cost)
    if (!(await usedAssertions.use(assertion.kid, jti, assertionEnds(assertion))))
      throw new RegistryError('assertion-used', 'Sign a new assertion, with a new jti, for each token.')

    const { kid } = await signer.publicKey('access')
    const facts = { issuer, organisation, key: assertion.kid, jti: toBase64url(randomness.bytes(16)), now }
    const input = accessTokenInput(kid, facts)
    const { kid: signedBy, signature } = await signer.sign('access', input)
    if (signedBy !== kid)
      throw new RegistryError('signer-unavailable', 'The signing key has just changed. Send a new assertion.')
    return { access_token: accessTokenOf(input, signature), token_type: 'Bearer', expires_in: accessTokenSeconds }
  }
}
