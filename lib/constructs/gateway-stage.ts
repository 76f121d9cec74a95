import { CfnOutput, type Stack } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  ApiMapping,
  type CfnStage,
  DomainName,
  type HttpRoute,
  HttpStage,
  type IHttpApi,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { prefixOf } from '../names.ts'
import { removalOf } from './removal.ts'
import type { FunctionContext } from './service-function.ts'

/** No query and no full path: they carry codes and states of connect flows. */
const logLine = {
  request_id: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  ms: '$context.responseLatency',
  bytes: '$context.responseLength',
  refused: '$context.authorizer.error',
  error: '$context.integrationErrorMessage',
}

/** Of what the stage lets in, to one costly route. */
const costlyShare = 0.1

/**
 * Opens the API: throttling, access log, and the stage's own domain where it has one.
 * @param costly routes that have a smaller throttle of their own, by their keys
 */
export function gatewayStage(
  stack: Stack,
  { stage }: FunctionContext,
  { api, costly }: { api: IHttpApi; costly: ReadonlyMap<string, HttpRoute> },
): void {
  const logs = new LogGroup(stack, 'AccessLogs', {
    logGroupName: `/aws/apigateway/${prefixOf(stage)}api`,
    retention: stage.logRetentionDays,
    removalPolicy: removalOf(stage),
  })
  const opened = new HttpStage(stack, 'Stage', {
    httpApi: api,
    autoDeploy: true,
    throttle: { rateLimit: stage.throttle.requestsPerSecond, burstLimit: stage.throttle.burst },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logs),
      format: AccessLogFormat.custom(JSON.stringify(logLine)),
    },
  })
  const own = {
    ThrottlingRateLimit: Math.ceil(stage.throttle.requestsPerSecond * costlyShare),
    ThrottlingBurstLimit: Math.ceil(stage.throttle.burst * costlyShare),
  }
  const resource = opened.node.defaultChild as CfnStage
  resource.routeSettings = Object.fromEntries([...costly.keys()].map((key) => [key, own]))
  // The gateway refuses settings of routes that are not there yet.
  opened.node.addDependency(...costly.values())
  if (!stage.serviceDomain) return
  const { name, certificateArn } = stage.serviceDomain
  const domainName = new DomainName(stack, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', certificateArn),
  })
  new ApiMapping(stack, 'Mapping', { api, domainName, stage: opened })
  new CfnOutput(stack, 'ServiceDomainTarget', { value: domainName.regionalDomainName })
}
