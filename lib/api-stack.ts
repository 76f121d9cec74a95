import { Stack, Validations } from 'aws-cdk-lib'
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  type IHttpApi,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { Construct } from 'constructs'
import { entryOf, type Route } from '../shared/api/route.ts'
import { apiMemoryMb, basePath, routes } from '../shared/api/routes.ts'
import type { Assets } from './assets.ts'
import { gatewayStage } from './constructs/gateway-stage.ts'
import { hurtAlarm } from './constructs/hurt-alarm.ts'
import { type FunctionContext, ServiceFunction } from './constructs/service-function.ts'
import { functionNames, providedValue } from './provided.ts'
import type { Stage } from './stage-settings.ts'

/** The gateway waits 30 s for a function; this one gives up first, and says so in its log. */
const timeoutSeconds = 29

/** The HTTP API: one function per route of the route table. */
export class ApiStack extends Stack {
  constructor(scope: Construct, stage: Stage, assets: Assets) {
    super(scope, `CreativeflowApi-${stage.name}`, {
      env: { account: stage.account, region: stage.region },
      description: 'CreativeFlow: one function per route of the API',
    })
    const names = functionNames(this, stage)
    const context = { stage, names, assets }
    const api = HttpApi.fromHttpApiAttributes(this, 'Api', { httpApiId: providedValue(this, stage, 'apiId') })
    const callers = new HttpJwtAuthorizer('Callers', names.issuer.url, {
      jwtAudience: [names.issuer.audience],
    })
    const ways = routes.map((route) => ({ route, way: this.serve(route, { api, context, callers }) }))
    const costly = new Map(
      ways.flatMap(({ route, way }) => (route.costly ? [[routeKey(route).key, way] as const] : [])),
    )
    gatewayStage(this, context, { api, costly })
    hurtAlarm(this, context, {
      name: 'api-errors',
      metric: api.metricServerError(),
      threshold: 5,
      hurt: 'People get errors instead of answers, and their posts may not be accepted.',
      sign: 'the API answered 5xx five times within five minutes',
    })
  }

  private serve(
    route: Route,
    on: { api: IHttpApi; context: FunctionContext; callers: IHttpRouteAuthorizer },
  ): HttpRoute {
    const served = new ServiceFunction(this, on.context, {
      name: `api-${route.id}`,
      description: route.summary,
      entry: entryOf(route),
      grant: route.grant,
      timeoutSeconds,
      memoryMb: apiMemoryMb,
    })
    const isPublic = route.scope === null
    const way = new HttpRoute(served, 'Route', {
      httpApi: on.api,
      routeKey: routeKey(route),
      integration: new HttpLambdaIntegration('Integration', served.function),
      authorizer: isPublic ? new HttpNoneAuthorizer() : on.callers,
    })
    if (isPublic)
      Validations.of(way).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Open to anybody by the contract.',
      })
    return way
  }
}

const routeKey = ({ path, method }: Route) => HttpRouteKey.with(`${basePath}${path}`, HttpMethod[method])
