import { SecretValue, Validations } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { type Platform, platforms } from '../../shared/domain/platform.ts'
import { serviceName } from '../names.ts'
import type { Stage } from '../stage-settings.ts'
import { removalOf } from './removal.ts'

/** What functions put before a network's name. */
export const secretsPrefixOf = (stage: Stage): string => `${serviceName}/${stage.name}/`

/** One secret per network, empty until somebody fills in its app's credentials. @returns their ARNs */
export function appSecrets(scope: Construct, stage: Stage): Record<Platform, string> {
  const arnOf = (platform: Platform) => {
    const secret = new Secret(scope, `Secret-${platform}`, {
      secretName: `${secretsPrefixOf(stage)}${platform}`,
      description: `Credentials of our app at ${platform}: {"client_id", "client_secret"}`,
      // A placeholder, read as "not configured". Later deployments leave the real value alone.
      secretObjectValue: {
        client_id: SecretValue.unsafePlainText(''),
        client_secret: SecretValue.unsafePlainText(''),
      },
      removalPolicy: removalOf(stage),
    })
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Networks rotate app credentials in their consoles only, by hand.',
    })
    return secret.secretArn
  }
  return Object.fromEntries(platforms.map((platform) => [platform, arnOf(platform)])) as Record<
    Platform,
    string
  >
}
