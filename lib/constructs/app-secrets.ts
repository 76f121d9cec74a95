import { SecretValue, Validations } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { secretsPrefixOf } from '../names.ts'
import { type SecretOwner, secretOwners } from '../provided.ts'
import type { Stage } from '../stage-settings.ts'
import { removalOf } from './removal.ts'

const appFields = ['client_id', 'client_secret']
const generationFields = ['webhook_secret', 'callback_secret']

/** One secret per owner, empty until somebody fills it in. @returns their ARNs */
export function appSecrets(scope: Construct, stage: Stage): Record<SecretOwner, string> {
  return Object.fromEntries(secretOwners.map((owner) => [owner, arnOf(scope, stage, owner)])) as Record<
    SecretOwner,
    string
  >
}

function arnOf(scope: Construct, stage: Stage, owner: SecretOwner): string {
  const fields = owner === 'generation' ? generationFields : appFields
  const of = owner === 'generation' ? 'What signs to the orchestrator and back' : `Our app at ${owner}`
  const secret = new Secret(scope, `Secret-${owner}`, {
    secretName: `${secretsPrefixOf(stage)}${owner}`,
    description: `${of}: ${JSON.stringify(fields)}`,
    // A placeholder, read as "not configured". Later deployments leave the real value alone.
    secretObjectValue: Object.fromEntries(fields.map((field) => [field, SecretValue.unsafePlainText('')])),
    removalPolicy: removalOf(stage),
  })
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'Its other half stands at the network or in the orchestrator, where it is changed by hand.',
  })
  return secret.secretArn
}
