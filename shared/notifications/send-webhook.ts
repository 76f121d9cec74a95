import { Webhook } from 'standardwebhooks'
import type { Envelope } from '../domain/social-connection.ts'
import type { PreviousSecret, WebhookEndpoint } from '../domain/webhook-endpoint.ts'
import { safePost } from '../security/safe-post.ts'
import { UnsafeUrlError } from '../security/safe-url.ts'
import type { EndpointServices } from './services.ts'

const deadlineMs = 15_000

/** What came of one try. `problem` is a sentence for the endpoint's owner. */
export type Outcome =
  | { taken: true; status: number }
  | { taken: false; status: number | null; problem: string }

/** Signs a body by every secret that is valid now and posts it once. Throws for trouble of ours alone. */
export async function sendWebhook(
  services: EndpointServices,
  endpoint: WebhookEndpoint,
  { id, body }: { id: string; body: string },
): Promise<Outcome> {
  const at = new Date(services.now())
  const secrets = await Promise.all(
    validSecrets(endpoint, at.getTime()).map((secret) =>
      services.envelopes.open(secret, contextOf(endpoint)),
    ),
  )
  try {
    const status = await safePost(endpoint.url, {
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
      },
      body,
      deadlineMs,
      exceptions: services.fetchExceptions,
    })
    return status >= 200 && status <= 299
      ? { taken: true, status }
      : { taken: false, status, problem: `It answered ${status}.` }
  } catch (error) {
    return { taken: false, status: null, problem: problemOf(error) }
  }
}

/** Binds a signing secret to its endpoint. */
export const contextOf = ({ user_id, id }: Pick<WebhookEndpoint, 'user_id' | 'id'>) => ({
  user_id,
  webhook_endpoint_id: id,
})

const validSecrets = (endpoint: WebhookEndpoint, now: number): Envelope[] => [
  endpoint.secret,
  ...validPrevious(endpoint, now).map(({ secret }) => secret),
]

export const validPrevious = ({ previous = [] }: WebhookEndpoint, now: number): PreviousSecret[] =>
  previous.filter(({ until }) => until > now)

function problemOf(error: unknown): string {
  if (error instanceof UnsafeUrlError) return error.reason
  const isLate = error instanceof Error && error.name === 'TimeoutError'
  const cause = error instanceof Error ? error.cause : undefined
  return isLate || (cause instanceof Error && cause.name === 'TimeoutError')
    ? `It did not answer within ${deadlineMs / 1000} s.`
    : 'It could not be reached.'
}
