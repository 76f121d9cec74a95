import { CfnOutput, type Stack } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  ApiMapping,
  DomainName,
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

/** Opens the API: throttling, access log, and the stage's own domain where it has one. */
export function gatewayStage(stack: Stack, { stage }: FunctionContext, api: IHttpApi): void {
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
  if (!stage.serviceDomain) return
  const { name, certificateArn } = stage.serviceDomain
  const domainName = new DomainName(stack, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', certificateArn),
  })
  new ApiMapping(stack, 'Mapping', { api, domainName, stage: opened })
  new CfnOutput(stack, 'DomainTarget', { value: domainName.regionalDomainName })
}
