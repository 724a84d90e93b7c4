import { Validations, type App } from 'aws-cdk-lib'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import type { IConstruct } from 'constructs'
import type { RegistryStage, RegistryStageProps } from './stage.ts'

interface Acknowledgement {
  /** Path, below the stage, of the resource or of what holds it. */
  readonly at: string
  readonly findings: readonly string[]
  readonly reason: string
  /** Default: always. */
  readonly applies?: (registry: RegistryStageProps) => boolean
}

const pageDeployer = 'Web/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C256MiB'
const withPages = ({ pages }: RegistryStageProps) => pages !== undefined

/** Every finding of cdk-nag, and warning of the CDK, that we live with, and why. Any other fails the synthesis. */
export const acknowledgements: readonly Acknowledgement[] = [
  {
    at: 'Web/Distribution',
    findings: ['AwsSolutions-CFR1'],
    reason: 'Goods are checked wherever they arrive: no country is shut out.',
  },
  {
    at: 'Web/Distribution',
    findings: ['AwsSolutions-CFR2'],
    reason: 'A web ACL lives in us-east-1 and is given by its ARN (docs/operations.md); the gateway throttles without.',
    applies: ({ configuration }) => configuration.webAclArn === undefined,
  },
  {
    at: 'Web/Distribution',
    findings: ['AwsSolutions-CFR4'],
    reason:
      'CloudFront fixes the TLS version of its own names. Production has a domain, and that has TLS 1.2 or later.',
    applies: ({ configuration }) => configuration.domain === undefined,
  },
  {
    at: 'Web/Distribution',
    findings: ['@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk'],
    reason: 'There is a default root object, so no address shows the list.',
  },
  {
    at: pageDeployer,
    findings: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      'AwsSolutions-IAM5[Action::s3:Abort*]',
      'AwsSolutions-IAM5[Action::s3:DeleteObject*]',
      'AwsSolutions-IAM5[Action::s3:GetBucket*]',
      'AwsSolutions-IAM5[Action::s3:GetObject*]',
      'AwsSolutions-IAM5[Action::s3:List*]',
      'AwsSolutions-IAM5[Resource::<Bucket83908E77.Arn>/*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
      'AwsSolutions-L1',
      'Serverless-LambdaDLQ',
      'Serverless-LambdaLatestVersion',
      'Serverless-LambdaTracing',
    ],
    reason:
      "The CDK's own function: it runs only in a deployment, which fails with it, and touches public files alone.",
    applies: withPages,
  },
  {
    at: 'Service/FailedJobs',
    findings: ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'],
    reason: 'It is itself where failures end.',
  },
  {
    at: 'Service/Routes',
    findings: ['AwsSolutions-APIG4'],
    reason: 'Reading and verifying need no account; who may issue is in the signature, which the function checks.',
  },
  {
    at: 'Service',
    findings: ['Serverless-LambdaDLQ'],
    reason: 'Callers wait for the answers of the API. What fails of the jobs goes to their failure destination.',
  },
  {
    at: 'Service',
    findings: ['Serverless-LambdaTracing'],
    reason: 'X-Ray grants know no resource but `*`; the log has the time of every call under its correlation id.',
  },
  {
    at: 'Service/Alarms/Topic',
    findings: ['Serverless-SNSRedrivePolicy'],
    reason: 'SNS repeats e-mail by itself, and an alarm stays visible in CloudWatch.',
    applies: ({ configuration }) => configuration.alarmEmail !== undefined,
  },
  {
    at: 'Service/Jobs',
    findings: ['@aws-cdk/aws-lambda:addPermissionsToVersionOrAlias'],
    reason: 'Schedules invoke the function; only the deployment invokes a version, by a grant of its own.',
  },
]

/** What looks for findings. */
export function findingPacks(app: App) {
  return [new AwsSolutionsChecks(app), new ServerlessChecks(app)]
}

/** Throws an Error if what an acknowledgement is about does not exist. */
export function acknowledgeFindings(stage: RegistryStage, registry: RegistryStageProps): void {
  for (const { at, findings, reason, applies } of acknowledgements) {
    if (applies?.(registry) === false) continue
    const found = at.split('/').reduce((parent: IConstruct, id) => parent.node.findChild(id), stage)
    Validations.of(found).acknowledge(...findings.map((id) => ({ id, reason })))
  }
}
