import { CacheControl, BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { RetentionDays, LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { cacheHashed, cacheOther, hashedFolder } from '#schemas/page-headers.ts'

interface PageFilesProps {
  /** Folder that `npm run build:web` writes. */
  readonly folder: string
  readonly bucket: IBucket
}

/**
 * The built pages in their bucket. Hashed files first and never removed: a page that is open in a browser, and one that a
 * cache still serves, find theirs.
 */
export class PageFiles extends Construct {
  constructor(scope: Construct, id: string, { folder, bucket }: PageFilesProps) {
    super(scope, id)
    const common = {
      sources: [Source.asset(folder)],
      destinationBucket: bucket,
      memoryLimit: 256,
      logGroup: new LogGroup(this, 'Log', { retention: RetentionDays.THREE_MONTHS }),
    }
    const hashed = new BucketDeployment(this, 'Hashed', {
      ...common,
      exclude: ['*'],
      include: [`${hashedFolder}*`],
      cacheControl: [CacheControl.fromString(cacheHashed)],
      prune: false,
    })
    const others = new BucketDeployment(this, 'Others', {
      ...common,
      exclude: [`${hashedFolder}*`],
      cacheControl: [CacheControl.fromString(cacheOther)],
    })
    others.node.addDependency(hashed)
  }
}
