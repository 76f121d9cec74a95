import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { type Platform, platforms } from '../shared/domain/platform.ts'
import { type Issuer, issuerOf, type PoolNames, poolNames } from './issuer.ts'
import { serviceName } from './names.ts'
import type { Stage } from './stage-settings.ts'

const plainNames = [
  'tableName',
  'bucketName',
  'bucketUrl',
  'tokenKeyArn',
  'queueUrlBase',
  'queueArnBase',
  'scheduleGroup',
  'schedulerRoleArn',
  'eventBusName',
  'secretsPrefix',
  'serviceBaseUrl',
  'publicAssetBaseUrl',
  'alarmTopicArn',
] as const

/** What the data stack gives the others, each as an SSM parameter: exports would tie the stacks together for good. */
export type Provided = Omit<FunctionNames, 'issuer'> & { apiId: string; pool?: PoolNames }

/** The part of it that functions are made with. */
export type FunctionNames = Record<(typeof plainNames)[number], string> & {
  secretArns: Record<SecretOwner, string>
  issuer: Issuer
}

/** What has a secret: each network, and the orchestrator of generations. */
export type SecretOwner = Platform | 'generation'
export const secretOwners: readonly SecretOwner[] = [...platforms, 'generation']

const parameterName = (stage: Stage, name: string) => `/${serviceName}/${stage.name}/${name}`
const secretName = (owner: SecretOwner) => `secretArn/${owner}`

export function provide(scope: Construct, stage: Stage, provided: Provided): void {
  const put = (name: string, stringValue: string) =>
    new StringParameter(scope, `Provided-${name}`, { parameterName: parameterName(stage, name), stringValue })
  for (const name of [...plainNames, 'apiId'] as const) put(name, provided[name])
  if (provided.pool) for (const name of poolNames) put(name, provided.pool[name])
  for (const owner of secretOwners) put(secretName(owner), provided.secretArns[owner])
}

/** One of them, resolved when the reading stack is deployed. */
export const providedValue = (scope: Construct, stage: Stage, name: string): string =>
  StringParameter.valueForStringParameter(scope, parameterName(stage, name))

/** What functions are made with, by parameters of the stack. */
export function functionNames(scope: Construct, stage: Stage): FunctionNames {
  const names = plainNames.map((name) => [name, providedValue(scope, stage, name)])
  const secrets = secretOwners.map((name) => [name, providedValue(scope, stage, secretName(name))])
  return {
    ...(Object.fromEntries(names) as Record<(typeof plainNames)[number], string>),
    secretArns: Object.fromEntries(secrets) as Record<SecretOwner, string>,
    issuer: issuerOf(stage, (name) => providedValue(scope, stage, name)),
  }
}
