import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Trigger } from 'aws-cdk-lib/triggers'
import type { Construct } from 'constructs'
import type { Configuration } from './configuration.ts'
import { Alarms } from './constructs/alarms.ts'
import { OperationRoutes } from './constructs/operation-routes.ts'
import { RegistryFunction } from './constructs/registry-function.ts'
import { ScheduledJobs } from './constructs/scheduled-jobs.ts'
import type { DataStack } from './data-stack.ts'
import type { DeployedEnvironment } from './functions.ts'

interface ServiceStackProps extends StackProps {
  readonly configuration: Configuration
  readonly data: DataStack
  readonly api: IHttpApi
  readonly origin: string
}

/** What runs. Nothing here remembers anything: it can be deleted and made again. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { configuration, data, api, origin, ...props }: ServiceStackProps) {
    super(scope, id, props)
    const failedJobs = new Queue(this, 'FailedJobs', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    const functions = this.createFunctions(configuration, data, origin, failedJobs)
    const { jobs } = functions
    new OperationRoutes(this, 'Routes', {
      api,
      handlers: {
        public: functions.public.lambda,
        verification: functions.verification.lambda,
        access: functions.access.lambda,
        members: functions.members.lambda,
        ledger: functions.ledger.lambda,
        issuing: functions.issuing.lambda,
      },
    })
    new ScheduledJobs(this, 'Schedule', { runner: jobs.lambda, failures: failedJobs })
    // The deployment fails, and is taken back, if the function cannot reach its keys or the table.
    new Trigger(this, 'PublishKeys', { handler: jobs.lambda, timeout: jobs.lambda.timeout! })
    const alarms = new Alarms(this, 'Alarms', {
      api,
      table: data.tableInUse,
      functions,
      failedJobs,
      email: configuration.alarmEmail,
    })
    new CfnOutput(this, 'AlarmTopic', { value: alarms.topic.topicArn, description: 'Subscribe here to be told' })
  }

  private createFunctions(configuration: Configuration, data: DataStack, origin: string, failures: Queue) {
    const reading: DeployedEnvironment<'public'> = {
      TABLE_NAME: data.tableInUse.tableName,
      LOG: 'calls',
      REGISTRY_ORIGIN: origin,
      REGISTRY_NAME: configuration.name,
      REGISTRY_COUNTRY: configuration.country,
      VERIFIER_ORIGINS: configuration.verifierOrigins?.join(',') ?? origin,
    }
    const signing: DeployedEnvironment<'issuing'> = {
      ...reading,
      CREDENTIAL_KEY_ID: data.keys.credential.keyId,
      QR_KEY_ID: data.keys.qr.keyId,
      STATUS_KEY_ID: data.keys.status.keyId,
    }
    const access: DeployedEnvironment<'access'> = { ...reading, ACCESS_KEY_ID: data.keys.access.keyId }
    const signingAll: DeployedEnvironment<'jobs'> = {
      ...signing,
      ...access,
      TRUST_LIST_KEY_ID: data.keys['trust-list'].keyId,
    }
    const { roles } = data
    return {
      public: new RegistryFunction(this, 'Public', { name: 'public', role: roles.public, environment: reading }),
      verification: new RegistryFunction(this, 'Verification', {
        name: 'verification',
        role: roles.verification,
        environment: reading,
      }),
      access: new RegistryFunction(this, 'Access', { name: 'access', role: roles.access, environment: access }),
      members: new RegistryFunction(this, 'Members', { name: 'members', role: roles.members, environment: reading }),
      ledger: new RegistryFunction(this, 'Ledger', { name: 'ledger', role: roles.ledger, environment: reading }),
      issuing: new RegistryFunction(this, 'Issuing', { name: 'issuing', role: roles.issuing, environment: signing }),
      jobs: new RegistryFunction(this, 'Jobs', { name: 'jobs', role: roles.jobs, environment: signingAll, failures }),
    }
  }
}
