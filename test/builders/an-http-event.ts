import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'

interface Asked {
  /** For example "POST /certificates". */
  routeKey: string
  path?: string
  method?: string
  pathParameters?: Record<string, string>
  query?: string
  headers?: Record<string, string>
  body?: string
  isBase64Encoded?: boolean
}

export const correlation = '0198b1a2-0000-4000-8000-000000000001'

/** An event as API Gateway makes it; path and method follow from the route unless given. */
export function anHttpEvent({ routeKey, headers = {}, query = '', ...asked }: Asked): APIGatewayProxyEventV2 {
  const [method = 'GET', path = '/'] = routeKey === '$default' ? ['GET', '/nowhere'] : routeKey.split(' ')
  const http = {
    method: asked.method ?? method,
    path: asked.path ?? path,
    protocol: 'HTTP/1.1',
    sourceIp: '192.0.2.1',
    userAgent: 'test',
  }
  return {
    version: '2.0',
    routeKey,
    rawPath: http.path,
    rawQueryString: query,
    headers,
    requestContext: {
      accountId: 'anonymous',
      apiId: 'api',
      domainName: 'registry.example',
      domainPrefix: 'registry',
      http,
      requestId: 'request',
      routeKey,
      stage: '$default',
      time: '01/Nov/2026:00:00:00 +0000',
      timeEpoch: 1_793_491_200_000,
    },
    isBase64Encoded: asked.isBase64Encoded ?? false,
    ...(asked.pathParameters && { pathParameters: asked.pathParameters }),
    ...(asked.body !== undefined && { body: asked.body }),
  }
}

export function aContext(over: Partial<Context> = {}): Context {
  return { awsRequestId: correlation, functionName: 'test', getRemainingTimeInMillis: () => 29_000, ...over } as Context
}
