import * as z from 'zod'
import { origin } from './certificate.ts'

const table = {
  TABLE_NAME: z
    .string({ error: 'the name of the table; "npm start" prints it, and DYNAMODB_ENDPOINT, on this computer' })
    .min(3),
  /** Another DynamoDB: the embedded engine or DynamoDB Local. Absent on AWS. */
  DYNAMODB_ENDPOINT: z.url().optional(),
}

const identity = {
  /** This registry's name in credentials (`iss`): the origin of its API. */
  REGISTRY_ORIGIN: origin,
  REGISTRY_NAME: z.string().min(1),
  /** ISO 3166-1 country of the authority that runs this registry. */
  REGISTRY_COUNTRY: z.string().regex(/^[A-Z]{2}$/),
  /** Where the verifier page lives; the first one stands in QR codes. Comma-separated origins. */
  VERIFIER_ORIGINS: z
    .string()
    .transform((value) => value.split(','))
    .pipe(z.array(origin).min(1)),
}

/** Keys in AWS KMS, or (local registry only) one key file of mode 600. */
const issuingKeys = {
  CREDENTIAL_KEY_ID: z.string().min(1).optional(),
  QR_KEY_ID: z.string().min(1).optional(),
  STATUS_KEY_ID: z.string().min(1).optional(),
  KEY_FILE: z.string().min(1).optional(),
}
/** Signs access tokens and nothing else. */
const accessKeys = { ACCESS_KEY_ID: z.string().min(1).optional(), KEY_FILE: z.string().min(1).optional() }

/** Whom to trust is decided where no caller reaches. */
const allKeys = { ...issuingKeys, TRUST_LIST_KEY_ID: z.string().min(1).optional(), ...accessKeys }

const keyIds = ['CREDENTIAL_KEY_ID', 'QR_KEY_ID', 'STATUS_KEY_ID', 'TRUST_LIST_KEY_ID', 'ACCESS_KEY_ID'] as const

/** An environment with all of the named keys in KMS, or with a key file and none of them. */
function withOneKindOfKeys<S extends z.ZodRawShape>(shape: S) {
  const wanted = keyIds.filter((name) => name in shape)
  return z.object(shape).refine(
    (environment: Partial<Record<string, unknown>>) => {
      const given = wanted.filter((name) => environment[name] !== undefined)
      return given.length === (environment.KEY_FILE === undefined ? wanted.length : 0)
    },
    {
      error: `Give ${[wanted.slice(0, -1).join(', '), wanted.at(-1)].filter((part) => part !== '').join(' and ')}, or KEY_FILE alone.`,
    },
  )
}

/** A line for each call, or only for those that went wrong on our side. */
const logging = { LOG: z.enum(['calls', 'defects']).default('calls') }

/** On one's own computer, for tests and measurements: callers are not limited. Absent on AWS. */
const limits = { LIMITS: z.literal('off').optional() }

/** What each Lambda is given: read once at its start, and the type of the CDK property that sets it. */
export const environments = {
  public: z.object({ ...table, ...logging, ...limits, ...identity }),
  verification: z.object({ ...table, ...logging, ...limits, ...identity }),
  access: withOneKindOfKeys({ ...table, ...logging, ...limits, ...identity, ...accessKeys }),
  members: z
    .object({
      ...table,
      ...logging,
      ...limits,
      ...identity,
      /** Where a registry on this computer looks for domain proofs of names under `localhost`, without TLS. */
      LOCAL_PROOF_PORT: z
        .string()
        .regex(/^\d{1,5}$/)
        .optional(),
    })
    .refine(
      ({ LOCAL_PROOF_PORT: port, REGISTRY_ORIGIN: place }) =>
        port === undefined || /^http:\/\/localhost(:\d+)?$/.test(place),
      { error: 'LOCAL_PROOF_PORT is for a registry at http://localhost only.' },
    ),
  ledger: z.object({ ...table, ...logging, ...limits, ...identity }),
  issuing: withOneKindOfKeys({ ...table, ...logging, ...limits, ...identity, ...issuingKeys }),
  jobs: withOneKindOfKeys({ ...table, ...logging, ...identity, ...allKeys }),
} as const

export type EnvironmentOf<N extends keyof typeof environments> = z.output<(typeof environments)[N]>
/** As set on the Lambda: text only. */
export type EnvironmentVariablesOf<N extends keyof typeof environments> = z.input<(typeof environments)[N]>
