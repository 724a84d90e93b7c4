import { describe, expect, it } from 'vitest'
import { environments } from '#schemas/environment.ts'
import { jobs, operations } from '#schemas/operations.ts'
import { functionNames, gatewayTimeout, sizes } from '#infra/functions.ts'
import { aConfiguration, aPageFolder, aRegistry, resourcesOf, templatesOf, type Resource } from './a-registry.ts'
import { statementsOf } from './policies.ts'

const templates = templatesOf(aRegistry({ pages: aPageFolder() }).stage)
const template = templates.service
const lambdas = resourcesOf(template, 'AWS::Lambda::Function')

/** The function whose logical id begins so: `Issuing` for `issuing`. */
function lambdaOf(name: string): [id: string, lambda: Resource] {
  const found = Object.entries(lambdas).find(([id]) => id.startsWith(`${name[0]!.toUpperCase()}${name.slice(1)}Lambda`))
  return found!
}

const referredTo = (reference: unknown) => /"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/.exec(JSON.stringify(reference))?.[1]
const imported = (reference: unknown) => /"Fn::ImportValue":"([^"]+)"/.exec(JSON.stringify(reference))?.[1]

describe.each(functionNames)('the function %s', (name) => {
  const { Properties } = lambdaOf(name)[1]

  it('runs on Node 24 and arm64, within its size', () => {
    const { memory, timeout, concurrency } = sizes[name]
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: memory,
      Timeout: timeout.toSeconds(),
      ReservedConcurrentExecutions: concurrency,
    })
  })

  it('has a role of its own', () => {
    expect(imported(Properties.Role)).toContain(`${name}Role`)
  })

  it.each(['production', 'trial'])('is given every variable that it reads: %s', (kind) => {
    const { stage } = aRegistry({ configuration: kind === 'trial' ? aConfiguration({}) : aConfiguration() })
    const service = templatesOf(stage).service
    const [id] = lambdaOf(name)
    const variables = (
      resourcesOf(service, 'AWS::Lambda::Function')[id]!.Properties.Environment as {
        Variables: Record<string, unknown>
      }
    ).Variables
    const read = environments[name].safeParse(
      Object.fromEntries(Object.entries(variables).map(([variable, value]) => [variable, deployed(value)])),
    )
    expect(read.error?.issues).toBeUndefined()
    expect(Object.keys(variables).toSorted()).toEqual(
      Object.keys(environments[name].shape)
        .filter((key) => !['DYNAMODB_ENDPOINT', 'KEY_FILE', 'LIMITS', 'LOCAL_PROOF_PORT'].includes(key))
        .toSorted(),
    )
  })

  it('keeps its log for three months', () => {
    const { LoggingConfig } = Properties as { LoggingConfig: { LogGroup: unknown } }
    const log = resourcesOf(template, 'AWS::Logs::LogGroup')[referredTo(LoggingConfig.LogGroup)!]!
    expect(log.Properties.RetentionInDays).toBe(90)
  })
})

/** As CloudFormation would make it, with a host name for what it does not know yet. */
function deployed(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null && 'Fn::Join' in value) {
    const [separator, parts] = value['Fn::Join'] as [string, unknown[]]
    return parts.map(deployed).join(separator)
  }
  return 'made-by.example'
}

it('cuts functions off before the gateway gives up', () => {
  for (const name of ['public', 'verification', 'issuing'] as const)
    expect(sizes[name].timeout.toSeconds()).toBeLessThan(gatewayTimeout.toSeconds())
  for (const { Properties } of Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Integration')))
    expect(Properties).toMatchObject({ TimeoutInMillis: gatewayTimeout.toMilliseconds(), PayloadFormatVersion: '2.0' })
})

describe('the routes', () => {
  const integrations = resourcesOf(template, 'AWS::ApiGatewayV2::Integration')
  const routes = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Route'))
  const served = Object.fromEntries(
    routes.map(({ Properties }) => {
      const integration = integrations[referredTo(Properties.Target)!]!
      return [Properties.RouteKey, referredTo(integration.Properties.IntegrationUri)]
    }),
  )

  it('are exactly one for each operation, to its function, and one for all else', () => {
    expect(served).toEqual({
      ...Object.fromEntries(
        Object.values(operations).map(({ method, path, handler }) => [`${method} ${path}`, lambdaOf(handler)[0]]),
      ),
      $default: lambdaOf('public')[0],
    })
    expect(routes).toHaveLength(Object.keys(operations).length + 1)
  })

  it('have a limit each, and are made before the stage that names them', () => {
    const [stage] = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Stage')) as [Resource]
    const { RouteSettings, DefaultRouteSettings } = stage.Properties as Record<string, Record<string, object>>
    expect(Object.keys(RouteSettings!).toSorted()).toEqual(
      Object.keys(served)
        .filter((key) => key !== '$default')
        .toSorted(),
    )
    for (const limits of [...Object.values(RouteSettings!), DefaultRouteSettings!])
      expect(limits).toMatchObject({
        ThrottlingRateLimit: expect.any(Number),
        ThrottlingBurstLimit: expect.any(Number),
      })
    expect((stage as unknown as { DependsOn: string[] }).DependsOn).toEqual(
      expect.arrayContaining(Object.keys(resourcesOf(template, 'AWS::ApiGatewayV2::Route'))),
    )
  })

  it('log nothing of the caller, of what was sent or of which certificate was asked for', () => {
    const [stage] = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Stage')) as [Resource]
    const { Format } = stage.Properties.AccessLogSettings as { Format: string }
    expect(JSON.parse(Format)).toMatchObject({ route: '$context.routeKey', status: '$context.status' })
    expect(Format).not.toMatch(/identity|authorizer|\.path|rawPath|queryString|header|body/i)
  })
})

describe('the jobs', () => {
  const [jobsId] = lambdaOf('jobs')
  const queue = { 'Fn::GetAtt': [Object.keys(resourcesOf(template, 'AWS::SQS::Queue'))[0], 'Arn'] }

  it('run each in its rhythm, and what cannot be started is kept', () => {
    const rules = Object.values(resourcesOf(template, 'AWS::Events::Rule')).map(({ Properties }) => Properties)
    expect(rules).toEqual(
      Object.entries(jobs).map(([job, { everyMinutes }]) =>
        expect.objectContaining({
          ScheduleExpression: everyMinutes === 1 ? 'rate(1 minute)' : `rate(${everyMinutes / 60} hour)`,
          Targets: [
            expect.objectContaining({
              Arn: { 'Fn::GetAtt': [jobsId, 'Arn'] },
              Input: JSON.stringify({ job }),
              DeadLetterConfig: { Arn: queue },
            }),
          ],
        }),
      ),
    )
  })

  it('leave a trace when they fail', () => {
    const [config] = Object.values(resourcesOf(template, 'AWS::Lambda::EventInvokeConfig')) as [Resource]
    expect(config.Properties).toMatchObject({
      FunctionName: { Ref: jobsId },
      DestinationConfig: { OnFailure: { Destination: queue } },
    })
  })

  it('publish the keys at the end of a deployment', () => {
    const [trigger] = Object.values(resourcesOf(template, 'Custom::Trigger')) as [Resource]
    expect(trigger.Properties).toMatchObject({ InvocationType: 'RequestResponse', ExecuteOnHandlerChange: true })
    const version = resourcesOf(template, 'AWS::Lambda::Version')[referredTo(trigger.Properties.HandlerArn)!]!
    expect(version.Properties.FunctionName).toEqual({ Ref: jobsId })
  })
})

describe('the alarms', () => {
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm')

  it('watch the API, every function, the jobs and the table', () => {
    expect(Object.keys(alarms).map((id) => id.replace(/^Alarms(.*)[0-9A-F]{8}$/, '$1'))).toEqual([
      'ApiFailures',
      ...functionNames.flatMap((name) => [`${name}Crashes`, `${name}Throttles`]),
      'FailedJobs',
      'JobsStandStill',
      'UnfinishedPlans',
      'TableThrottles',
      'TableFailures',
    ])
  })

  it('say what they mean, and reach the operator', () => {
    const topic = { Ref: Object.keys(resourcesOf(template, 'AWS::SNS::Topic'))[0] }
    for (const { Properties } of Object.values(alarms))
      expect(Properties).toMatchObject({ AlarmDescription: expect.stringMatching(/\.$/), AlarmActions: [topic] })
    expect(Object.values(resourcesOf(template, 'AWS::SNS::Subscription'))[0]!.Properties).toEqual({
      Endpoint: 'operator@example.org',
      Protocol: 'email',
      TopicArn: topic,
    })
  })

  it('ring when the jobs fall silent', () => {
    const silent = Object.entries(alarms).find(([id]) => id.includes('JobsStandStill'))![1]
    expect(silent.Properties).toMatchObject({ TreatMissingData: 'breaching', ComparisonOperator: 'LessThanThreshold' })
  })
})

it('grants nothing by wildcard but to the two functions of the CDK that work in a deployment', () => {
  const ours = Object.values(templates).flatMap((each) => statementsOf(each, /^(?!CustomCDKBucket|AWSCDKTrigger)/))
  expect(ours.length).toBeGreaterThanOrEqual(8)
  for (const { Action, Resource } of ours) expect(JSON.stringify([Action, Resource])).not.toContain('*')
  for (const each of Object.values(templates))
    for (const [id, { Properties }] of Object.entries(resourcesOf(each, 'AWS::IAM::Role')))
      if (!/^(CustomCDKBucket|AWSCDKTrigger)/.test(id)) expect(Properties.ManagedPolicyArns).toBeUndefined()
})
