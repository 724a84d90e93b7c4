import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import { HttpApi, type CorsHttpMethod, type IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AccessLevel,
  CachePolicy,
  Distribution,
  HttpVersion,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  type DistributionProps,
} from 'aws-cdk-lib/aws-cloudfront'
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  type BucketProps,
  type IBucket,
} from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { crossOrigin } from '#schemas/cross-origin.ts'
import type { Configuration } from './configuration.ts'
import { apiBehaviors } from './constructs/api-behaviors.ts'
import { pageHeadersPolicy } from './constructs/page-headers-policy.ts'
import { PageFiles } from './constructs/page-files.ts'

/**
 * CloudFront would show everybody the error of one for ten seconds more. Without pages of its own: it has one set of them
 * for all paths, and would put a page in place of the API's problems.
 */
const keptErrors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]

interface WebStackProps extends StackProps {
  readonly configuration: Configuration
  /** Folder of the built pages; undefined leaves the bucket as it is. */
  readonly pages: string | undefined
}

/**
 * The registry's face to the world: the pages, and the API under the same origin. The API is made here and gets its
 * routes from the service stack, so that the functions can be told the origin that they speak for, even if CloudFront
 * has just chosen it.
 */
export class WebStack extends Stack {
  readonly api: IHttpApi
  /** Origin of the API and of the pages. */
  readonly origin: string

  constructor(scope: Construct, id: string, { configuration, pages, ...props }: WebStackProps) {
    super(scope, id, props)
    this.api = this.createApi()
    const logs = this.createLogBucket()
    const bucket = this.createPageBucket(logs)
    const distribution = this.createDistribution(configuration, bucket, logs)
    this.origin = `https://${configuration.domain?.name ?? distribution.domainName}`
    if (pages !== undefined) new PageFiles(this, 'Pages', { folder: pages, bucket })
    new CfnOutput(this, 'Origin', { value: this.origin, description: 'The registry: its API and its verifier page' })
    new CfnOutput(this, 'DistributionDomain', {
      value: distribution.domainName,
      description: 'What the DNS record of the domain points to',
    })
  }

  private createApi(): IHttpApi {
    return new HttpApi(this, 'Api', {
      apiName: 'end-use-registry',
      // Made with its routes, in the service stack.
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: [crossOrigin.allowOrigin],
        allowMethods: crossOrigin.allowMethods as readonly string[] as CorsHttpMethod[],
        allowHeaders: [...crossOrigin.allowHeaders],
        maxAge: Duration.seconds(crossOrigin.maxAgeSeconds),
      },
    }) as IHttpApi
  }

  /** Names who asked for what (addresses, paths): for tracing an attack, so only for a month. */
  private createLogBucket(): IBucket {
    return this.createBucket('Logs', {
      // CloudFront writes its standard log by access list.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [{ expiration: Duration.days(30) }],
    })
  }

  private createPageBucket(logs: IBucket): IBucket {
    return this.createBucket('Bucket', {
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'bucket/',
    })
  }

  private createBucket(id: string, props: BucketProps): IBucket {
    return new Bucket(this, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      ...props,
    }) as IBucket
  }

  private createDistribution(configuration: Configuration, bucket: IBucket, logs: IBucket): Distribution {
    return new Distribution(this, 'Distribution', {
      comment: configuration.name,
      defaultRootObject: 'index.html',
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket, {
          // Without the right to list, S3 says of what is not there that it is forbidden.
          originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: pageHeadersPolicy(this, 'PageHeaders'),
        compress: true,
      },
      additionalBehaviors: apiBehaviors(this, `${this.api.apiId}.execute-api.${this.region}.${this.urlSuffix}`),
      errorResponses: keptErrors.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableLogging: true,
      logBucket: logs,
      logFilePrefix: 'cloudfront/',
      ...this.domainOf(configuration),
      ...(configuration.webAclArn !== undefined && { webAclId: configuration.webAclArn }),
    })
  }

  private domainOf({ domain }: Configuration): Partial<DistributionProps> {
    if (domain === undefined) return {}
    return {
      domainNames: [domain.name],
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
    }
  }
}
