import { CfnOutput, type Stack } from 'aws-cdk-lib'
import { callback } from '../shared/api/connections.ts'
import { dataDeletion, deauthorize, networkEvent } from '../shared/api/networks.ts'
import { basePath } from '../shared/api/route.ts'
import { type Platform, platforms } from '../shared/domain/platform.ts'
import { secretsPrefixOf } from './names.ts'
import { secretOwners } from './provided.ts'
import type { Stage } from './stage-settings.ts'

const meta = { DeauthorizeUrl: deauthorize.path, DataDeletionUrl: dataDeletion.path }

/** What a network's console asks for beside the redirect URI. */
const called: Partial<Record<Platform, Record<string, string>>> = {
  facebook: meta,
  instagram: meta,
  tiktok: { WebhookUrl: networkEvent.path },
}

/** What is to be pasted into each network's console, and the secret that its credentials are to be put into. */
export function consoleOutputs(stack: Stack, stage: Stage, serviceBaseUrl: string): void {
  for (const platform of platforms) {
    const paths = { RedirectUri: callback.path, ...called[platform] }
    for (const [name, path] of Object.entries(paths))
      new CfnOutput(stack, `${capital(platform)}${name}`, {
        value: `${serviceBaseUrl}${basePath}${path.replace('{platform}', platform)}`,
      })
  }
  for (const owner of secretOwners)
    new CfnOutput(stack, `${capital(owner)}SecretName`, { value: `${secretsPrefixOf(stage)}${owner}` })
}

const capital = (name: string): string => `${name[0]!.toUpperCase()}${name.slice(1)}`
