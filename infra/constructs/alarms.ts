import { Duration, Stack } from 'aws-cdk-lib'
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Operation, type ITableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { functionNames, type FunctionName } from '#infra/functions.ts'
import type { JobName } from '#schemas/operations.ts'
import type { RegistryFunction } from './registry-function.ts'

interface AlarmsProps {
  readonly api: IHttpApi
  readonly table: ITableV2
  readonly functions: Readonly<Record<FunctionName, RegistryFunction<FunctionName>>>
  readonly failedJobs: Queue
  readonly email: string | undefined
}

interface Condition {
  /** What an operator is to think and look at. */
  readonly meaning: string
  readonly metric: IMetric
  /** Alarm below this, and if nothing is reported; else from 1 on. */
  readonly below?: number
  /** Periods of five minutes in a row; default: 1. */
  readonly periods?: number
}

const period = Duration.minutes(5)
const sum = { period, statistic: 'Sum' } as const

/** What an operator is woken for (docs/operations.md). Every alarm has a meaning, and says it in its message. */
export class Alarms extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, { api, table, functions, failedJobs, email }: AlarmsProps) {
    super(scope, id)
    this.topic = this.createTopic(email)
    this.raise('ApiFailures', {
      meaning: 'Callers get 5xx. The log lines of the functions that have "defect" say why.',
      metric: api.metricServerError(sum),
    })
    for (const name of functionNames) this.watchFunction(name, functions[name])
    this.watchJobs(functions.jobs, failedJobs)
    this.watchTable(table)
  }

  private createTopic(email: string | undefined): Topic {
    const topic = new Topic(this, 'Topic', { enforceSSL: true })
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    )
    if (email !== undefined) topic.addSubscription(new EmailSubscription(email))
    return topic
  }

  private watchFunction(name: FunctionName, { lambda }: RegistryFunction<FunctionName>): void {
    this.raise(`${name}Crashes`, {
      meaning: `The ${name} function crashed or ran out of time; it never answers so by itself.`,
      metric: lambda.metricErrors(sum),
    })
    this.raise(`${name}Throttles`, {
      meaning: `More comes to the ${name} function than its reserved concurrency takes, or it is shut off.`,
      metric: lambda.metricThrottles(sum),
    })
  }

  private watchJobs({ lambda, logGroup }: RegistryFunction<FunctionName>, failedJobs: Queue): void {
    this.raise('FailedJobs', {
      meaning: 'A job failed or could not be started: its order is in the queue, the reason in the log of jobs.',
      metric: failedJobs.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    })
    this.raise('JobsStandStill', {
      meaning: 'No job has run for ten minutes: planned issues are not finished.',
      metric: lambda.metricInvocations(sum),
      below: 1,
      periods: 2,
    })
    const unfinished = new MetricFilter(this, 'CountUnfinishedPlans', {
      logGroup,
      metricNamespace: `EndUseRegistry/${Stack.of(this).stackName}`,
      metricName: 'UnfinishedPlans',
      filterPattern: FilterPattern.stringValue('$.job', '=', 'finish-planned-issues' satisfies JobName),
      metricValue: '$.failed',
    })
    this.raise('UnfinishedPlans', {
      meaning: 'Issues that were planned cannot be finished, for ten minutes now: look at KMS and the log of jobs.',
      metric: unfinished.metric({ period, statistic: 'Minimum' }),
      periods: 2,
    })
  }

  private watchTable(table: ITableV2): void {
    const operations = [
      Operation.GET_ITEM,
      Operation.QUERY,
      Operation.PUT_ITEM,
      Operation.UPDATE_ITEM,
      Operation.TRANSACT_WRITE_ITEMS,
    ]
    this.raise('TableThrottles', {
      meaning: 'DynamoDB refuses requests: a partition is too hot, or the account has reached its limit.',
      metric: table.metricThrottledRequestsForOperations({ operations, period }),
    })
    this.raise('TableFailures', {
      meaning: 'DynamoDB fails by itself; see the AWS health dashboard.',
      metric: table.metricSystemErrorsForOperations({ operations, period }),
    })
  }

  private raise(id: string, { meaning, metric, below, periods = 1 }: Condition): void {
    const tooLittle = below !== undefined
    const alarm = new Alarm(this, id, {
      alarmDescription: meaning,
      metric,
      threshold: below ?? 1,
      comparisonOperator: tooLittle
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: tooLittle ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    })
    const tell = new SnsAction(this.topic)
    alarm.addAlarmAction(tell)
    alarm.addOkAction(tell)
  }
}
