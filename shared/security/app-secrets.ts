import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import * as z from 'zod'

const cachedMs = 5 * 60_000
const secretShape = z.object({ client_id: z.string().min(1), client_secret: z.string().min(1) })

interface AppSecret {
  clientId: string
  clientSecret: string
}

const cache = new Map<string, { secret: AppSecret | undefined; until: number }>()
let client: SecretsManagerClient | undefined

/** A network's app credentials, kept five minutes. Undefined: the secret is absent or still a placeholder. */
export async function readSecret(name: string, now: () => number): Promise<AppSecret | undefined> {
  const cached = cache.get(name)
  if (cached && cached.until > now()) return cached.secret
  client ??= new SecretsManagerClient({})
  const secret = await client
    .send(new GetSecretValueCommand({ SecretId: name }))
    .then((answer) => parse(answer.SecretString ?? ''))
    .catch((error: unknown) => {
      if (error instanceof ResourceNotFoundException) return undefined
      throw error
    })
  cache.set(name, { secret, until: now() + cachedMs })
  return secret
}

/** After the network refused the app itself: the next call reads the secret again. */
export const forgetSecret = (name: string): boolean => cache.delete(name)

function parse(json: string): AppSecret | undefined {
  const read = secretShape.safeParse(JSON.parse(json || '{}'))
  return read.success ? { clientId: read.data.client_id, clientSecret: read.data.client_secret } : undefined
}
