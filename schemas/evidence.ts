import * as z from 'zod'
import { certificateId, certificateStatus, digest, organisationId, seconds } from './certificate.ts'
import { organisationKey, registry } from './keys.ts'
import { identityEvidence, signatoryOrganisation } from './organisation.ts'
import { signatoryPasskey } from './person.ts'
import { signatoryPerson } from './certificate.ts'

/** What a person presents: exactly one of the three. */
export const presented = z.union([
  z.strictObject({ qr: z.string().min(1).max(4000) }),
  z.strictObject({ credential: z.string().min(1).max(200_000) }),
  z.strictObject({ id: z.string().min(1).max(100) }),
])
export type Presented = z.infer<typeof presented>

/** The registry's word on one certificate, at one instant. */
export const registryRecord = z.strictObject({
  id: certificateId,
  sth: digest,
  status: certificateStatus,
  statusSince: seconds,
  /** When the registry issued it, by its own clock. */
  issuedAt: seconds,
  kind: z.string(),
  issuerCountry: z.string(),
  validFrom: seconds,
  validUntil: seconds,
  /** For who holds only the QR code: who signed the statement, and whether the kept signature verified at the registry just now. */
  signatory: z
    .strictObject({
      organisation: organisationId,
      name: z.string(),
      country: z.string(),
      /** Who vouched for the organisation's identity. The person who signed is told only to who holds the credential. */
      vouched: identityEvidence.optional(),
      confirmed: z.boolean(),
    })
    .optional(),
})
export type RegistryRecord = z.infer<typeof registryRecord>

/** A fact that was asked for: it is there, it is known not to be, or nobody could say. */
const asked = <T extends z.ZodType>(fact: T) =>
  z.discriminatedUnion('found', [
    z.strictObject({ found: z.literal('yes'), asOf: seconds, fact }),
    z.strictObject({ found: z.literal('no'), asOf: seconds }),
    z.strictObject({ found: z.literal('not-reached') }),
  ])

/** The importer's signed request, and the keys or the passkey that should verify it. */
export const signatoryEvidence = z.strictObject({
  request: z.string().max(400_000),
  organisation: signatoryOrganisation,
  keys: z.array(organisationKey).max(50),
  /** Where a person signed: the passkey that the request names, and who had it, as it stood at signing. */
  passkeys: z.array(signatoryPasskey).max(20).optional(),
  person: signatoryPerson.optional(),
})

export type SignatoryEvidence = z.infer<typeof signatoryEvidence>

/**
 * All that a verification uses besides what is presented and the clock. The pure verifier fetches nothing: server,
 * command line and page gather this and hand it over.
 */
export const evidence = z.strictObject({
  registries: z.array(registry).max(50),
  record: asked(registryRecord),
  /** Only for who holds the full credential: the request repeats the whole statement. */
  signatory: asked(signatoryEvidence),
  /** The status list that the certificate names, as fetched; `asOf` is when. Absent: nobody asked for it. */
  statusList: asked(z.strictObject({ token: z.string().max(500_000) })).optional(),
  /** Newest edition of that list that this verifier has seen: an older one is a replay. */
  newestStatusSeq: z.int().min(0).optional(),
  /** Newest signed time that this verifier has ever seen: a clock that lies behind it cannot judge. */
  newestTimeSeen: seconds.optional(),
})
export type Evidence = z.infer<typeof evidence>
export type Asked<T> =
  | { found: 'yes'; asOf: number; fact: T }
  | { found: 'no'; asOf: number }
  | { found: 'not-reached' }
