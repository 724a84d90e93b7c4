import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi'
import * as z from 'zod'
import { credentialPayload, issueRequest } from '#schemas/certificate.ts'
import { evidence, presented, registryRecord } from '#schemas/evidence.ts'
import { registry, registryKey } from '#schemas/keys.ts'
import { issuedCertificate, type OperationName, operations, publicView } from '#schemas/operations.ts'
import type { BodyType, Operation } from '#schemas/operations/operation.ts'
import { type ErrorCode, fault, problem, problems } from '#schemas/problem.ts'
import { qrSummary } from '#schemas/qr.ts'
import { shipment } from '#schemas/shipment.ts'
import { signedAct } from '#schemas/signed-act.ts'
import { statementForm } from '#schemas/statement/statement.ts'
import { statusAct } from '#schemas/status-act.ts'
import { check, verdictReport } from '#schemas/verdict.ts'
import { accessOf, securityOf, securitySchemes } from './access.ts'

/** What any operation may answer, and what reading a body adds. */
const everywhere: readonly ErrorCode[] = [
  'request-invalid',
  'not-acceptable',
  'token-invalid',
  'too-many-requests',
  'store-unavailable',
  'unexpected',
]
const withBody: readonly ErrorCode[] = ['body-too-large', 'media-type-unsupported']

/** Shapes that get a name of their own in the document. */
const named = {
  Statement: statementForm,
  IssueRequest: issueRequest,
  CredentialPayload: credentialPayload,
  IssuedCertificate: issuedCertificate,
  PublicView: publicView,
  Registry: registry,
  RegistryKey: registryKey,
  RegistryRecord: registryRecord,
  Presented: presented,
  Shipment: shipment,
  Evidence: evidence,
  QrSummary: qrSummary,
  Check: check,
  VerdictReport: verdictReport,
  Fault: fault,
  Problem: problem,
}

/** What stands in the body of an operation that reads something signed, as a component of the document. */
const signedContents: Partial<Record<OperationName, { readonly name: string; readonly schema: z.ZodType }>> = {
  'issue-certificate': { name: 'IssueRequest', schema: issueRequest },
  'change-status': { name: 'StatusAct', schema: statusAct },
  ...Object.fromEntries(
    Object.entries<Operation>(operations).flatMap(([name, { act }]) =>
      act === undefined
        ? []
        : [[name, { name: componentOf(name), schema: signedAct.extend({ act: z.literal(name), input: act }) }]],
    ),
  ),
}

/** `add-key` as `AddKeyAct`. */
function componentOf(name: string): string {
  return `${name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Act`
}

const about = `Issues end-use statements as signed, revocable certificates, and verifies them.

Refusals are \`application/problem+json\` (RFC 9457). \`code\` is one of a closed list and never changes its meaning;
\`errors\` names every fault at once, by JSON pointer into the body, or into \`/path\`, \`/query\` or \`/headers\`.
That a certificate is not valid is no refusal: \`verify\` answers 200 with a verdict.`

/** The interface as OpenAPI 3.1, from the table of operations. */
export function openapiDocument(version: string): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const name of Object.keys(operations) as OperationName[]) {
    const operation: Operation = operations[name]
    ;(paths[operation.path] ??= {})[operation.method.toLowerCase()] = describeOperation(name, operation)
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'End-Use Registry',
      version,
      description: about,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The registry that serves this document' }],
    tags: [
      { name: 'public', description: 'What everybody may read' },
      { name: 'verification', description: 'Verdicts on certificates, and the evidence for them' },
      { name: 'access', description: 'Sign-in of people and machines' },
      { name: 'members', description: 'Organisations, people and keys, for who is known here' },
      { name: 'ledger', description: 'What is drawn on certificates, by signed acts' },
      { name: 'issuing', description: 'Acts of an organisation, each signed by its key' },
    ],
    paths,
    components: {
      schemas: {
        ...named,
        ...Object.fromEntries(Object.values(signedContents).map((each) => [each.name, each.schema])),
      },
      securitySchemes,
    },
  })
}

function describeOperation(name: OperationName, operation: Operation): ZodOpenApiOperationObject {
  const { summary, handler, input, accepts } = operation
  return {
    operationId: name,
    summary,
    description: accessOf(name),
    security: securityOf(name),
    tags: [handler],
    requestParams: {
      ...(input.path && { path: input.path }),
      ...(input.query && { query: input.query }),
      ...(input.headers && { header: input.headers }),
    },
    ...(accepts && { requestBody: describeBody(name, operation, accepts) }),
    responses: { [`${operation.status}`]: describeAnswer(operation), ...describeRefusals(operation) },
  }
}

function describeBody(name: OperationName, { input }: Operation, { mediaTypes, limit }: Accepts) {
  const size = `At most ${limit} bytes.`
  const signed = signedContents[name]
  const content = Object.fromEntries(
    mediaTypes.map((mediaType) => [
      mediaType,
      { schema: signed === undefined ? input.body! : signedText(mediaType, signed.name) },
    ]),
  )
  return { required: true, description: size, content }
}

type Accepts = NonNullable<Operation['accepts']>

/** Both forms carry the same canonical JSON (RFC 8785). */
function signedText(contentMediaType: BodyType, component: string) {
  const typ = component === 'IssueRequest' ? 'euc-req+jwt' : 'euc-act+jwt'
  const jws = `JWS in compact form, ES256, header exactly {alg, kid, typ: "${typ}"}, all JSON canonical (RFC 8785).`
  const webauthn =
    'webauthn1.<credential id>.<payload>.<authenticator data>.<client data>.<signature>, each base64url: an assertion of a passkey over SHA-256 of the payload, which is canonical JSON (RFC 8785).'
  return {
    type: 'string' as const,
    contentMediaType,
    description: contentMediaType === 'application/jwt' ? jws : webauthn,
    contentSchema: { $ref: `#/components/schemas/${component}` },
  }
}

function describeAnswer({ output, produces, cacheSeconds, summary }: Operation) {
  const content = produces
    ? Object.fromEntries(
        produces.map((type) => [type, { schema: { type: 'string' as const, contentMediaType: type } }]),
      )
    : { 'application/json': { schema: output } }
  const cache = cacheSeconds === undefined ? 'no-store' : `public, max-age=${cacheSeconds}`
  return {
    description: summary,
    headers: { 'Cache-Control': { schema: { type: 'string' as const, const: cache } } },
    content,
  }
}

function describeRefusals({ accepts, refuses }: Operation): ZodOpenApiResponsesObject {
  const json: readonly ErrorCode[] = accepts?.mediaTypes[0] === 'application/json' ? ['json-invalid'] : []
  const codes = [...new Set([...everywhere, ...(accepts ? withBody : []), ...json, ...refuses])]
  const byStatus = Map.groupBy(codes, (code) => problems[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      `${status}`,
      {
        description: same.map((code) => `\`${code}\`: ${problems[code].title}.`).join('\n'),
        content: {
          'application/problem+json': {
            schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: same } } }] },
          },
        },
      },
    ]),
  ) as ZodOpenApiResponsesObject
}
