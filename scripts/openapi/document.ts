import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi'
import { credentialPayload, issueRequest } from '#schemas/certificate.ts'
import { evidence, presented, registryRecord } from '#schemas/evidence.ts'
import { registry, registryKey } from '#schemas/keys.ts'
import { issuedCertificate, type OperationName, operations, publicView } from '#schemas/operations.ts'
import type { Operation } from '#schemas/operations/operation.ts'
import { type ErrorCode, fault, problem, problems } from '#schemas/problem.ts'
import { qrSummary } from '#schemas/qr.ts'
import { shipment } from '#schemas/shipment.ts'
import { statementForm } from '#schemas/statement/statement.ts'
import { check, verdictReport } from '#schemas/verdict.ts'

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
    // No operation needs a token: the right to issue lies in the signature of the body.
    security: [],
    paths,
    components: { schemas: named },
  })
}

function describeOperation(name: OperationName, operation: Operation): ZodOpenApiOperationObject {
  const { summary, handler, input, accepts } = operation
  return {
    operationId: name,
    summary,
    tags: [handler],
    requestParams: {
      ...(input.path && { path: input.path }),
      ...(input.query && { query: input.query }),
      ...(input.headers && { header: input.headers }),
    },
    ...(accepts && { requestBody: describeBody(operation, accepts) }),
    responses: { [`${operation.status}`]: describeAnswer(operation), ...describeRefusals(operation) },
  }
}

function describeBody({ input }: Operation, { mediaTypes, limit }: NonNullable<Operation['accepts']>) {
  const size = `At most ${limit} bytes.`
  const [mediaType] = mediaTypes
  if (mediaType === 'application/json' || mediaType === 'application/x-www-form-urlencoded')
    return { required: true, description: size, content: { [mediaType]: { schema: input.body! } } }
  const jws = {
    type: 'string' as const,
    contentMediaType: mediaType,
    description:
      'JWS in compact form, ES256, header exactly {alg, kid, typ: "euc-req+jwt"}, all JSON canonical (RFC 8785).',
    contentSchema: { $ref: '#/components/schemas/IssueRequest' },
  }
  return { required: true, description: size, content: { [mediaType]: { schema: jws } } }
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
