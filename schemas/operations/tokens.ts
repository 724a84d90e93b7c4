import * as z from 'zod'
import { organisationId } from '../certificate.ts'
import type { Operation } from './operation.ts'

/** Sign-in of machines. */
export const tokenOperations = {
  'request-token': {
    summary: 'An access token of ten minutes for a machine that proves its key (RFC 7523 private_key_jwt)',
    method: 'POST',
    path: '/oauth2/token',
    handler: 'access',
    accepts: { mediaTypes: ['application/x-www-form-urlencoded'], limit: 8_192 },
    input: {
      body: z.strictObject({
        grant_type: z.literal('client_credentials', { error: 'Write grant_type=client_credentials.' }),
        client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer', {
          error: 'Write client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer.',
        }),
        client_assertion: z.string().min(1).max(6_000),
        /** RFC 7521 section 4.2: if it is there, it must name the one who signed. */
        client_id: organisationId.optional(),
      }),
    },
    status: 200,
    output: z.strictObject({
      access_token: z.string(),
      token_type: z.literal('Bearer'),
      expires_in: z.int().positive(),
    }),
    refuses: ['assertion-invalid', 'assertion-used', 'too-many-requests', 'signer-unavailable', 'store-unavailable'],
  },
} as const satisfies Record<string, Operation>
