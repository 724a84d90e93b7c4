import * as z from 'zod'

/** Every refusal of the registry: status, title, and what a person does about it. The compiler keeps users of the codes complete. */
export const problems = {
  'request-invalid': { status: 400, title: 'The request is not as this operation expects it' },
  'json-invalid': { status: 400, title: 'The body is not JSON' },
  'request-token-invalid': {
    status: 400,
    title: 'The signed statement is not in the one form that this registry reads',
  },
  'statement-invalid': { status: 422, title: 'The statement has errors' },
  'profile-unknown': { status: 422, title: 'There is no profile of this name' },
  'profile-not-satisfied': { status: 422, title: 'The statement does not satisfy a profile that it claims' },
  'statement-too-large-for-qr': { status: 422, title: 'The names and places of the statement do not fit in a QR code' },
  'request-stale': { status: 422, title: 'The statement was signed too long ago or in the future' },
  'request-for-other-registry': { status: 422, title: 'The statement was signed for another registry' },
  'signatory-unknown': { status: 403, title: 'No registered organisation signed this' },
  'signature-invalid': { status: 403, title: 'The signature does not match the statement' },
  'not-an-importer': { status: 403, title: 'This organisation may not issue statements' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for another statement' },
  'request-already-used': { status: 409, title: 'This signed statement was used under another Idempotency-Key' },
  'issue-cancelled': { status: 409, title: 'This request was never finished and has been cancelled' },
  'certificate-unknown': { status: 404, title: 'No such certificate' },
  'not-published': { status: 404, title: 'This has not been published' },
  'status-move-not-allowed': { status: 409, title: 'The certificate cannot take this step' },
  'certificate-not-in-force': { status: 409, title: 'Nothing can be drawn on this certificate now' },
  'line-unknown': { status: 422, title: 'The statement has no such goods line' },
  'unit-not-convertible': { status: 422, title: 'The amount is not in the unit of the goods line' },
  'quantity-exceeded': { status: 409, title: 'The certificate does not cover this quantity' },
  'drawdown-unknown': { status: 404, title: 'No such drawdown' },
  'drawdown-id-used': { status: 409, title: 'This drawdown id stands for another drawdown' },
  'drawdown-expired': { status: 409, title: 'The reservation has ended' },
  'drawdown-move-not-allowed': { status: 409, title: 'The drawdown cannot take this step' },
  'transport-document-used': { status: 409, title: 'This transport document has drawn on this line already' },
  'transport-document-differs': { status: 409, title: 'The drawdown was made for another transport document' },
  'shipment-set-closed': { status: 409, title: 'The certificate covers one shipment, and that is another one' },
  'child-statement-needed': { status: 409, title: 'Goods leave a stock for a statement of their buyer only' },
  conflict: { status: 409, title: 'Somebody else changed this meanwhile' },
  'route-unknown': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'This address does not know that method' },
  'not-acceptable': { status: 406, title: 'This representation does not exist' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'media-type-unsupported': { status: 415, title: 'The body is of a type that this operation does not read' },
  'not-signed-in': { status: 401, title: 'This needs an access token or a session' },
  'token-invalid': { status: 401, title: 'The access token cannot be used' },
  'assertion-invalid': { status: 401, title: 'The client assertion cannot be used' },
  'assertion-used': { status: 401, title: 'This client assertion was used before' },
  'session-expired': { status: 401, title: 'The session has ended' },
  'sign-in-again': { status: 401, title: 'This needs a sign-in of the last ten minutes' },
  'csrf-invalid': { status: 403, title: 'The request does not come from a page of this registry' },
  'not-allowed': { status: 403, title: 'Your role does not allow this' },
  'invitation-invalid': { status: 403, title: 'This invitation cannot be used' },
  'ceremony-invalid': { status: 403, title: 'This sign-in was not begun here, or too long ago' },
  'passkey-unknown': { status: 404, title: 'You have no such passkey' },
  'last-passkey': { status: 409, title: 'This is your only passkey' },
  'passkey-refused': { status: 403, title: 'This passkey cannot be used' },
  'second-person-needed': { status: 403, title: 'Another person has to decide this' },
  'organisation-unknown': { status: 404, title: 'No such organisation' },
  'person-unknown': { status: 404, title: 'No such person' },
  'key-unknown': { status: 404, title: 'No such key' },
  'approval-unknown': { status: 404, title: 'No such approval' },
  'approval-closed': { status: 409, title: 'This has been decided or has expired' },
  'organisation-exists': { status: 409, title: 'An organisation has this id already' },
  'name-in-use': { status: 409, title: 'Another organisation has this name, or one that looks like it' },
  'last-administrator': { status: 409, title: 'Nobody would be left to administer the organisation' },
  'key-in-use': { status: 409, title: 'This key is registered already' },
  'cursor-invalid': { status: 400, title: 'The cursor is not of this list' },
  'domain-not-proved': { status: 422, title: 'No proof was found at this domain' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'qr-unreadable': { status: 422, title: 'This is not the text of one of our QR codes' },
  'signer-unavailable': { status: 503, title: 'The registry cannot sign just now' },
  'store-unavailable': { status: 503, title: 'The registry cannot reach its records just now' },
  unexpected: { status: 500, title: 'Something went wrong inside the registry' },
} as const

export type ErrorCode = keyof typeof problems

export const errorCode = z.enum(Object.keys(problems) as [ErrorCode, ...ErrorCode[]])

/** One fault: where (RFC 6901 pointer into what was sent), which rule, and what to do. */
export const fault = z.strictObject({ pointer: z.string(), rule: z.string(), detail: z.string() })
export type Fault = z.infer<typeof fault>

/** RFC 9457 problem details. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: errorCode,
  /** A sentence that tells a person what to do. */
  detail: z.string(),
  /** Correlates with the registry's log; says nothing by itself. */
  instance: z.string(),
  errors: z.array(fault).optional(),
  /** RFC 6749 section 5.2, for client libraries at the token endpoint. */
  error: z.literal('invalid_client').optional(),
})
export type Problem = z.infer<typeof problem>
