import { describe, expect, it } from 'vitest'
import { crossOrigin } from '#schemas/cross-origin.ts'
import { operations } from '#schemas/operations.ts'
import { cacheHashed, cacheOther, pageHeaders } from '#schemas/page-headers.ts'
import { pathPattern } from '#infra/constructs/api-behaviors.ts'
import { aConfiguration, aPageFolder, aRegistry, productionSettings, resourcesOf, templatesOf } from './a-registry.ts'

const webOf = (overrides: Parameters<typeof aRegistry>[0] = {}) => templatesOf(aRegistry(overrides).stage).web
const template = webOf()

interface Behavior {
  readonly PathPattern: string
  readonly TargetOriginId: string
  readonly ViewerProtocolPolicy: string
  readonly AllowedMethods?: string[]
  readonly CachePolicyId: unknown
  readonly ResponseHeadersPolicyId?: { Ref: string }
}

interface DistributionConfig {
  readonly Aliases?: string[]
  readonly CacheBehaviors: Behavior[]
  readonly CustomErrorResponses: object[]
  readonly DefaultCacheBehavior: Behavior
  readonly Origins: Record<string, unknown>[]
  readonly ViewerCertificate?: object
  readonly WebACLId?: string
}

function distributionOf(from = template): DistributionConfig {
  const [distribution] = Object.values(resourcesOf(from, 'AWS::CloudFront::Distribution'))
  return distribution!.Properties.DistributionConfig as DistributionConfig
}

const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'

describe('the buckets', () => {
  const buckets = Object.values(resourcesOf(template, 'AWS::S3::Bucket'))

  it('are closed to the public, encrypted, and reached over TLS alone', () => {
    expect(buckets).toHaveLength(2)
    for (const { Properties } of buckets)
      expect(Properties).toMatchObject({
        BucketEncryption: { ServerSideEncryptionConfiguration: [expect.anything()] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      })
    for (const { Properties } of Object.values(resourcesOf(template, 'AWS::S3::BucketPolicy')))
      expect(JSON.stringify(Properties)).toContain('"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"')
  })

  it('let this one distribution read the pages, and nobody else', () => {
    const allowed = Object.values(resourcesOf(template, 'AWS::S3::BucketPolicy'))
      .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Record<string, unknown>[] }).Statement)
      .filter(({ Effect, Action }) => Effect === 'Allow' && JSON.stringify(Action).includes('s3:GetObject'))
    const [id] = Object.keys(resourcesOf(template, 'AWS::CloudFront::Distribution'))
    expect(allowed).toHaveLength(1)
    expect(allowed[0]).toMatchObject({
      Action: ['s3:GetObject', 's3:ListBucket'],
      Principal: { Service: 'cloudfront.amazonaws.com' },
    })
    expect(JSON.stringify(allowed[0]!.Condition)).toContain(`":distribution/",{"Ref":"${id}"}`)
  })
})

describe('the pages', () => {
  it('carry the headers that the local server sends too', () => {
    const [id, policy] = Object.entries(resourcesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy'))[0]!
    const config = policy.Properties.ResponseHeadersPolicyConfig as {
      CustomHeadersConfig: { Items: { Header: string; Value: string }[] }
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { ContentSecurityPolicy: string }
        ReferrerPolicy: { ReferrerPolicy: string }
        StrictTransportSecurity: { AccessControlMaxAgeSec: number; IncludeSubdomains: boolean }
        ContentTypeOptions: { Override: boolean }
      }
    }
    const named = config.SecurityHeadersConfig
    const { AccessControlMaxAgeSec: age, IncludeSubdomains: below } = named.StrictTransportSecurity
    expect(named.ContentTypeOptions).toEqual({ Override: true })
    expect({
      ...Object.fromEntries(config.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value])),
      'content-security-policy': named.ContentSecurityPolicy.ContentSecurityPolicy,
      'referrer-policy': named.ReferrerPolicy.ReferrerPolicy,
      'strict-transport-security': `max-age=${age}${below ? '; includeSubDomains' : ''}`,
      'x-content-type-options': 'nosniff',
    }).toEqual(pageHeaders)
    expect(distributionOf().DefaultCacheBehavior.ResponseHeadersPolicyId).toEqual({ Ref: id })
  })

  it('are deployed once they are built: hashed files first, kept, and cached for good', () => {
    template.resourceCountIs('Custom::CDKBucketDeployment', 0)
    const built = Object.values(resourcesOf(webOf({ pages: aPageFolder() }), 'Custom::CDKBucketDeployment'))
    expect(built.map(({ Properties }) => Properties)).toEqual([
      expect.objectContaining({
        Include: ['assets/*'],
        Exclude: ['*'],
        Prune: false,
        SystemMetadata: { 'cache-control': cacheHashed },
      }),
      expect.objectContaining({ Exclude: ['assets/*'], Prune: true, SystemMetadata: { 'cache-control': cacheOther } }),
    ])
  })
})

describe('the API behind the same origin', () => {
  const { CacheBehaviors, Origins, DefaultCacheBehavior } = distributionOf()
  const api = Origins.find((origin) => JSON.stringify(origin).includes('execute-api'))!

  it('gets the paths of the operations, and no other', () => {
    expect(CacheBehaviors.map(({ PathPattern }) => PathPattern).toSorted()).toEqual(
      [...new Set(Object.values(operations).map(({ path }) => pathPattern(path)))].toSorted(),
    )
    for (const { TargetOriginId } of CacheBehaviors) expect(TargetOriginId).toBe(api.Id)
    expect(DefaultCacheBehavior.TargetOriginId).not.toBe(api.Id)
  })

  it('is told who connected, whatever the caller wrote there', () => {
    const functions = Object.entries(resourcesOf(template, 'AWS::CloudFront::Function'))
    expect(functions).toHaveLength(1)
    const [id, { Properties }] = functions[0]!
    for (const { PathPattern, ...behavior } of distributionOf().CacheBehaviors)
      expect([PathPattern, behavior]).toEqual([
        PathPattern,
        expect.objectContaining({
          FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': [id, 'FunctionARN'] } }],
        }),
      ])
    // oxlint-disable-next-line typescript/no-implied-eval -- the code that CloudFront will run
    const handler = new Function(`${String(Properties.FunctionCode)}; return handler`)() as (event: unknown) => unknown
    const event = {
      viewer: { ip: '2001:db8::7' },
      request: {
        uri: '/verifications',
        headers: { 'true-client-ip': { value: '192.0.2.1' }, accept: { value: '*/*' } },
      },
    }
    expect(handler(event)).toEqual({
      uri: '/verifications',
      headers: { 'true-client-ip': { value: '2001:db8::7' }, accept: { value: '*/*' } },
    })
  })

  it('is spoken to over TLS alone, on both sides', () => {
    expect(api.CustomOriginConfig).toEqual({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] })
    for (const { ViewerProtocolPolicy } of CacheBehaviors) expect(ViewerProtocolPolicy).toBe('https-only')
  })

  it('has its answers kept by nobody, unless the operation allows it', () => {
    const cached = CacheBehaviors.filter(({ CachePolicyId }) => CachePolicyId !== cachingDisabled)
    expect(cached.map(({ PathPattern }) => PathPattern).toSorted()).toEqual([
      '/.well-known/end-use-registry',
      '/.well-known/end-use-trust-list',
      '/openapi.json',
      '/profiles',
      '/schemas/statement-1.json',
      '/status-lists',
      '/status-lists/*',
    ])
  })

  it('shows its own errors, each to the one who made it', () => {
    const { CustomErrorResponses } = distributionOf()
    expect(CustomErrorResponses.length).toBeGreaterThanOrEqual(11)
    for (const response of CustomErrorResponses)
      expect(response).toEqual({ ErrorCode: expect.any(Number), ErrorCachingMinTTL: 0 })
  })

  it('answers other origins as the local server does', () => {
    const [gateway] = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Api'))
    expect(gateway!.Properties.CorsConfiguration).toEqual({
      AllowOrigins: [crossOrigin.allowOrigin],
      AllowMethods: [...crossOrigin.allowMethods],
      AllowHeaders: [...crossOrigin.allowHeaders],
      MaxAge: crossOrigin.maxAgeSeconds,
    })
  })
})

describe('the distribution', () => {
  it('speaks HTTP/3, and TLS 1.2 or later under its domain', () => {
    expect(distributionOf()).toMatchObject({
      HttpVersion: 'http2and3',
      Aliases: ['registry.example.org'],
      ViewerCertificate: {
        AcmCertificateArn: productionSettings.certificateArn,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
    })
  })

  it('has the web ACL that it is given', () => {
    expect(distributionOf().WebACLId).toBeUndefined()
    const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/registry/0a1b2c3d'
    const given = aConfiguration({ ...productionSettings, webAclArn })
    expect(distributionOf(webOf({ configuration: given })).WebACLId).toBe(webAclArn)
  })

  it('forgets who asked for what after a month', () => {
    const [logs] = Object.values(resourcesOf(template, 'AWS::S3::Bucket'))
    expect(logs!.Properties.LifecycleConfiguration).toEqual({
      Rules: [{ ExpirationInDays: 30, Status: 'Enabled' }],
    })
  })
})
