import {
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { platforms } from '../shared/domain/platform.ts'
import { credentialsIn, credentialVariables, fallbacks } from '../shared/runtime/config.ts'
import type { Environment } from '../shared/runtime/variables.ts'
import { oddity } from './doctor/credentials.ts'

type Given = Record<string, string | undefined>

/** A secret of a stage by its owner, as functions read it. */
export type StageSecrets = Record<string, Record<string, string>>

const shortest = 16
const generationVariables = ['GENERATION_WEBHOOK_SECRET', 'GENERATION_CALLBACK_SECRET'] as const

/**
 * The secrets that these variables give.
 * @throws one Error that names every half and every odd one; no value is told
 */
export function stageSecrets(file: Given): StageSecrets {
  // `NAME=` is how .env.example leaves one open.
  const given: Given = Object.fromEntries(Object.entries(file).filter(([, value]) => value))
  const secrets: StageSecrets = {}
  const problems: string[] = []
  const half = (names: readonly (keyof Environment)[]) => {
    const missing = names.filter((name) => !given[name] && !given[fallbacks[name] ?? name])
    if (missing.length < names.length)
      problems.push(`${missing.join(' and ')} is missing beside its other half.`)
  }
  for (const platform of platforms) {
    const { id, secret } = credentialVariables[platform]
    const { credentials } = credentialsIn(given, platform)
    if (credentials)
      secrets[platform] = { client_id: credentials.clientId, client_secret: credentials.clientSecret }
    else half([id, secret])
    problems.push(...[id, secret].flatMap((name) => oddity(name, given[name] ?? '').map(({ says }) => says)))
  }
  const [webhook_secret, callback_secret] = generationVariables.map((name) => given[name])
  if (webhook_secret && callback_secret) secrets.generation = { webhook_secret, callback_secret }
  else half(generationVariables)
  for (const name of generationVariables)
    if (given[name] && given[name].length < shortest)
      problems.push(`${name} is shorter than ${shortest} characters.`)
  if (problems.length > 0) throw new Error(problems.join(' '))
  return secrets
}

/** Writes each as the current version of its secret. @returns their names @throws when the stage has no such secret */
export async function writeSecrets(
  client: SecretsManagerClient,
  prefix: string,
  secrets: StageSecrets,
): Promise<string[]> {
  const written: string[] = []
  for (const [owner, value] of Object.entries(secrets)) {
    const SecretId = `${prefix}${owner}`
    await client
      .send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) }))
      .catch((error: unknown) => {
        if (!(error instanceof ResourceNotFoundException)) throw error
        throw new Error(`There is no secret ${SecretId}: deploy the data stack of this stage first.`)
      })
    written.push(SecretId)
  }
  return written
}
