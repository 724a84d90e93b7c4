import {
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  type CfnStage,
  type HttpMethod,
  type IHttpApi,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { operations } from '#schemas/operations.ts'
import { handlerNames, type HandlerName, type Operation } from '#schemas/operations/operation.ts'
import { gatewayTimeout, rates } from '#infra/functions.ts'

interface OperationRoutesProps {
  readonly api: IHttpApi
  readonly handlers: Readonly<Record<HandlerName, IFunction>>
}

/** What the access log keeps: nothing of the caller, of what was sent, or of which certificate was asked for. */
const accessLogFields = {
  time: '$context.requestTimeEpoch',
  request: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  integrationMilliseconds: '$context.integration.latency',
  integrationStatus: '$context.integration.status',
  integrationError: '$context.integration.error',
  bytes: '$context.responseLength',
} as const

/** A route for each operation to the function of its privilege, and the one stage that serves them. */
export class OperationRoutes extends Construct {
  readonly stage: HttpStage

  constructor(scope: Construct, id: string, { api, handlers }: OperationRoutesProps) {
    super(scope, id)
    const integrations = integrationsOf(handlers)
    const routes = Object.entries<Operation>(operations).map(
      ([name, { method, path, handler }]) =>
        new HttpRoute(this, name, {
          httpApi: api,
          routeKey: HttpRouteKey.with(path, method as HttpMethod),
          integration: integrations[handler],
          // Who may act is in the signature of what is sent, and checked by the function.
          authorizer: new HttpNoneAuthorizer(),
        }),
    )
    const rest = new HttpRoute(this, 'none', {
      httpApi: api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: integrations.public,
      authorizer: new HttpNoneAuthorizer(),
    })
    this.stage = this.createStage(api)
    this.stage.node.addDependency(...routes, rest)
  }

  private createStage(api: IHttpApi): HttpStage {
    const log = new LogGroup(this, 'AccessLog', { retention: RetentionDays.THREE_MONTHS })
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: rates.none.perSecond, burstLimit: rates.none.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    })
    // The construct has no property for the limits of single routes.
    const resource = stage.node.defaultChild as CfnStage
    resource.routeSettings = routeSettings()
    return stage
  }
}

function integrationsOf(handlers: OperationRoutesProps['handlers']): Record<HandlerName, HttpLambdaIntegration> {
  const integration = (name: HandlerName) =>
    new HttpLambdaIntegration(name, handlers[name], { timeout: gatewayTimeout })
  return Object.fromEntries(handlerNames.map((name) => [name, integration(name)])) as Record<
    HandlerName,
    HttpLambdaIntegration
  >
}

/** Each operation has a limit of its own, so that none can use up another's; the stage's is for what is no operation. */
function routeSettings() {
  const settings = Object.values<Operation>(operations).map(({ method, path, handler }) => [
    `${method} ${path}`,
    {
      ThrottlingRateLimit: rates[handler].perSecond,
      ThrottlingBurstLimit: rates[handler].burst,
      DetailedMetricsEnabled: true,
    },
  ])
  return Object.fromEntries(settings) as Record<string, object>
}
