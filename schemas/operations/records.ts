import * as z from 'zod'
import { auditEvent } from '../approval.ts'
import { certificateId, certificateStatus, digest, organisationId, seconds } from '../certificate.ts'
import { presented } from '../evidence.ts'
import { partialStatement } from '../statement/partial-statement.ts'
import { page } from './members.ts'
import { cursor, json, type Operation } from './operation.ts'

/** What a role may see of a certificate (security.md 4.3): absent members are withheld, not empty. */
export const certificateView = z.strictObject({
  id: certificateId,
  view: z.enum(['carrier', 'bank', 'customs', 'holder']),
  status: certificateStatus,
  statusSince: seconds,
  organisation: organisationId,
  issuedAt: seconds,
  validFrom: seconds,
  validUntil: seconds,
  sth: digest,
  asOf: seconds,
  /** Members of the statement that this role may see. */
  statement: partialStatement,
  /** For customs, authorities and the holder. */
  credential: z.string().optional(),
  request: z.string().optional(),
})
export type CertificateView = z.infer<typeof certificateView>

/** What members may read of certificates, and who read what. */
export const recordOperations = {
  'read-audit': {
    summary:
      'Who did and who read what: of the own organisation, or, for an authority, of any organisation or certificate',
    method: 'GET',
    path: '/audit',
    handler: 'members',
    input: {
      query: z
        .strictObject({
          organisation: organisationId.optional(),
          certificate: z.string().max(100).optional(),
          cursor: cursor.optional(),
        })
        .refine(({ organisation, certificate }) => organisation === undefined || certificate === undefined, {
          error: 'Ask about an organisation or about a certificate, not about both at once.',
          path: ['certificate'],
        }),
    },
    status: 200,
    output: page('events', auditEvent),
    refuses: [
      'not-signed-in',
      'not-allowed',
      'certificate-unknown',
      'cursor-invalid',
      'too-many-requests',
      'store-unavailable',
    ],
  },
  'list-certificates': {
    summary: 'Certificates of the own organisation, or, for customs and authorities, of any organisation; newest first',
    method: 'GET',
    path: '/certificates',
    handler: 'members',
    input: { query: z.strictObject({ organisation: organisationId.optional(), cursor: cursor.optional() }) },
    status: 200,
    output: page(
      'certificates',
      z.strictObject({
        id: certificateId,
        status: certificateStatus,
        statusSince: seconds,
        issuedAt: seconds,
        validFrom: seconds,
        validUntil: seconds,
      }),
    ),
    refuses: ['not-signed-in', 'not-allowed', 'cursor-invalid', 'too-many-requests', 'store-unavailable'],
  },
  'view-certificate': {
    summary:
      'What the role of the caller may see of a certificate; carriers and banks present the paper or are named in it',
    method: 'POST',
    path: '/certificate-views',
    handler: 'members',
    accepts: json(262_144),
    input: { body: z.strictObject({ presented }) },
    status: 200,
    output: certificateView,
    refuses: [
      'not-signed-in',
      'csrf-invalid',
      'not-allowed',
      'certificate-unknown',
      'too-many-requests',
      'store-unavailable',
    ],
  },
} as const satisfies Record<string, Operation>
