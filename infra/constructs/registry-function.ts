import { join } from 'node:path'
import { Duration } from 'aws-cdk-lib'
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { Charset, LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { bundling } from '#infra/bundling.ts'
import { entryOf, projectRoot, sizes, type DeployedEnvironment, type FunctionName } from '#infra/functions.ts'

interface RegistryFunctionProps<N extends FunctionName> {
  readonly name: N
  /** Has its grants on the data already; what the function needs to run is added here. */
  readonly role: Role
  readonly environment: DeployedEnvironment<N>
  /** Takes what the function was given without a caller who waits, and failed at. */
  readonly failures?: IQueue
}

/** Every Lambda of the registry: one runtime, one way to bundle, one place for its log. */
export class RegistryFunction<N extends FunctionName> extends Construct {
  readonly lambda: NodejsFunction
  readonly logGroup: LogGroup

  constructor(scope: Construct, id: string, { name, role, environment, failures }: RegistryFunctionProps<N>) {
    super(scope, id)
    const { memory, timeout, concurrency } = sizes[name]
    this.logGroup = new LogGroup(this, 'Log', { retention: RetentionDays.THREE_MONTHS })
    const policy = new Policy(this, 'Running', { roles: [role], statements: this.runningStatements(failures) })
    this.lambda = new NodejsFunction(this, 'Lambda', {
      description: `End-use registry: ${name}`,
      entry: entryOf(name),
      handler: 'handler',
      projectRoot,
      depsLockFilePath: join(projectRoot, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      bundling: {
        format: OutputFormat.CJS,
        target: bundling.target,
        minify: bundling.minify,
        mainFields: [...bundling.mainFields],
        charset: Charset.UTF8,
        bundleAwsSDK: true,
        logLevel: LogLevel.WARNING,
      },
      memorySize: memory,
      timeout,
      reservedConcurrentExecutions: concurrency,
      environment: { ...(environment as Record<string, string>) },
      // The function writes lines of JSON itself; Lambda would wrap each in another.
      loggingFormat: LoggingFormat.TEXT,
      logGroup: this.logGroup,
      role: role.withoutPolicyUpdates(),
      // The next run of a job takes up what is left: a late repetition helps nobody.
      ...(failures && { onFailure: new SqsDestination(failures), retryAttempts: 0, maxEventAge: Duration.minutes(2) }),
    })
    this.lambda.node.addDependency(policy)
  }

  private runningStatements(failures: IQueue | undefined): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
      ...(failures ? [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failures.queueArn] })] : []),
    ]
  }
}
