import { Duration } from 'aws-cdk-lib'
import {
  AllowedMethods,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  CacheQueryStringBehavior,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ViewerProtocolPolicy,
  type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import type { Construct } from 'constructs'
import { viewerAddressHeader } from '#schemas/viewer-address.ts'
import { operations } from '#schemas/operations.ts'
import type { Operation } from '#schemas/operations/operation.ts'

/**
 * The API under the page's own origin, so that the page needs no other: exactly the paths of the operations, and no
 * other path reaches the API. `apiDomain` is the host name of the HTTP API.
 */
export function apiBehaviors(scope: Construct, apiDomain: string): Record<string, BehaviorOptions> {
  const origin = new HttpOrigin(apiDomain, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
  })
  const asTheAnswerSays = cachePolicy(scope)
  const tellAddress = addressTeller(scope)
  return Object.fromEntries(
    Object.values<Operation>(operations).map(({ path }) => [
      pathPattern(path),
      {
        origin,
        // Not redirected: who sent a credential over plain HTTP has given it away and should notice.
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: mayBeCached(path) ? asTheAnswerSays : CachePolicy.CACHING_DISABLED,
        // The gateway finds its API by the name of the host.
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        functionAssociations: [{ function: tellAddress, eventType: FunctionEventType.VIEWER_REQUEST }],
        compress: true,
      },
    ]),
  )
}

/**
 * Writes who connected over whatever the caller wrote there. CloudFront's own header for it is not sent to an origin that
 * must not get the `Host` of the viewer.
 */
function addressTeller(scope: Construct): EdgeFunction {
  return new EdgeFunction(scope, 'TellAddress', {
    runtime: FunctionRuntime.JS_2_0,
    comment: 'End-use registry: tells the API who connected',
    code: FunctionCode.fromInline(
      `function handler(event) {
  event.request.headers['${viewerAddressHeader}'] = { value: event.viewer.ip };
  return event.request;
}`,
    ),
  })
}

/** `/certificates/{id}` as CloudFront writes it: `/certificates/*`. */
export function pathPattern(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '*')
}

function mayBeCached(path: string): boolean {
  return Object.values<Operation>(operations).every(
    (operation) => operation.path !== path || operation.cacheSeconds !== undefined,
  )
}

/** As long as `Cache-Control` says, which every answer has. Keyed on all that an answer may depend on. */
function cachePolicy(scope: Construct): CachePolicy {
  return new CachePolicy(scope, 'AsTheAnswerSays', {
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.seconds(Math.max(...Object.values<Operation>(operations).map((each) => each.cacheSeconds ?? 0))),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    // `Origin`: the gateway adds its CORS header only to those who send one.
    headerBehavior: CacheHeaderBehavior.allowList('Accept', 'Origin'),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  })
}
