import { Duration } from 'aws-cdk-lib'
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { Function } from 'aws-cdk-lib/aws-lambda'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { jobs, type JobName } from '#schemas/operations.ts'

interface ScheduledJobsProps {
  readonly runner: Function
  /** Takes runs that could not be started. */
  readonly failures: IQueue
}

/** Each job in its own rhythm. */
export class ScheduledJobs extends Construct {
  constructor(scope: Construct, id: string, { runner, failures }: ScheduledJobsProps) {
    super(scope, id)
    for (const job of Object.keys(jobs) as JobName[]) {
      const rule = new Rule(this, job, {
        description: jobs[job].summary,
        schedule: Schedule.rate(Duration.minutes(jobs[job].everyMinutes)),
      })
      const target = new LambdaFunction(runner, {
        event: RuleTargetInput.fromObject({ job }),
        deadLetterQueue: failures,
        retryAttempts: 1,
        maxEventAge: Duration.minutes(2),
      })
      rule.addTarget(target)
    }
  }
}
