import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import * as z from 'zod/mini'

const cachedMs = 5 * 60_000
const appShape = z.pipe(
  z.object({ client_id: z.string().check(z.minLength(1)), client_secret: z.string().check(z.minLength(1)) }),
  z.transform((read) => ({ clientId: read.client_id, clientSecret: read.client_secret })),
)
const generationShape = z.pipe(
  z.object({
    webhook_secret: z.string().check(z.minLength(16)),
    callback_secret: z.string().check(z.minLength(16)),
  }),
  z.transform((read) => ({ webhook: read.webhook_secret, callback: read.callback_secret })),
)

const cache = new Map<string, { text: string | undefined; until: number }>()
let client: SecretsManagerClient | undefined

/** A network's app credentials, kept five minutes. Undefined: the secret is absent, still a placeholder or none of its form. */
export const readSecret = (name: string, now: () => number) => readAs(appShape, name, now)

/** What signs to the orchestrator and back, likewise. */
export const readGenerationSecrets = (name: string, now: () => number) => readAs(generationShape, name, now)

/** After the network refused the app itself: the next call reads the secret again. */
export const forgetSecret = (name: string): boolean => cache.delete(name)

async function readAs<T>(shape: z.ZodMiniType<T>, name: string, now: () => number): Promise<T | undefined> {
  const read = shape.safeParse(jsonOf(await readText(name, now)))
  return read.success ? read.data : undefined
}

/** Undefined where it is none: the parser's own error would quote the secret. */
function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text || '{}')
  } catch {
    return undefined
  }
}

async function readText(name: string, now: () => number): Promise<string | undefined> {
  const cached = cache.get(name)
  if (cached && cached.until > now()) return cached.text
  client ??= new SecretsManagerClient({})
  const text = await client
    .send(new GetSecretValueCommand({ SecretId: name }))
    .then((answer) => answer.SecretString)
    .catch((error: unknown) => {
      if (error instanceof ResourceNotFoundException) return undefined
      throw error
    })
  cache.set(name, { text, until: now() + cachedMs })
  return text
}
