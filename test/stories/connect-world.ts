import { type Environment, startEnvironment } from '../../local/environment.ts'
import { type Answered, ask } from '../fixtures/ask.ts'
import { atEnd } from '../fixtures/at-end.ts'

/** Where the web app lets browsers come back to. */
export const returnTo = 'https://app.example/connected?tab=2'

export interface Asked extends Answered {
  /** The answer's JSON, if it is any. */
  body: Record<string, unknown>
}

const read = (answer: Answered): Asked => ({
  ...answer,
  body: answer.text.startsWith('{') ? JSON.parse(answer.text) : {},
})

/** The whole service, users at its API, and people at the networks' consent pages. */
export async function openConnectWorld() {
  const environment: Environment = await startEnvironment({
    manual: true,
    oneProcess: true,
    env: { RETURN_TO_ALLOWLIST: 'https://app.example/connected', API_RETRY_DELAY_SECONDS: '0' },
  })
  atEnd(environment.close)

  const call = async (
    user: string,
    path: string,
    init: { method?: string; body?: object; headers?: Record<string, string> } = {},
  ) =>
    read(
      await ask(`${environment.api}/api/v1${path}`, {
        method: init.method ?? 'GET',
        headers: {
          authorization: `Bearer ${await environment.token(user)}`,
          ...(init.body ? { 'content-type': 'application/json' } : {}),
          ...init.headers,
        },
        ...(init.body ? { body: JSON.stringify(init.body) } : {}),
      }),
    )

  const control = async (platform: string, command: string, input?: object) => {
    const response = await fetch(`${environment.simulators[platform]!.url}/_control/${command}`, {
      method: input ? 'POST' : 'GET',
      ...(input ? { body: JSON.stringify(input) } : {}),
    })
    if (!response.ok) throw new Error(`${command}: ${await response.text()}`)
    return response.json()
  }

  /** An account at the network that nobody else uses. */
  const account = async (platform: string, username: string): Promise<{ id: string; username: string }> =>
    (await control(platform, 'accounts', { username })) as { id: string; username: string }

  /** Asks for the consent page as a web app does. */
  const begin = async (user: string, platform: string, back?: string) => {
    const query = back === undefined ? '' : `?return_to=${encodeURIComponent(back)}`
    const answer = await call(user, `/connections/connect/${platform}${query}`, {
      headers: { accept: 'application/json' },
    })
    return {
      answer,
      url: String(answer.body.authorization_url),
      cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
    }
  }

  /** A person consents (or not); @returns the URL the network sends the browser to. */
  const consent = async (
    platform: string,
    url: string,
    choice: { account?: string; deny?: boolean; scopes?: string[] } = {},
  ): Promise<URL> => {
    await control(platform, 'consent', { auto: true, ...choice })
    const page = await fetch(url, { redirect: 'manual' })
    return new URL(page.headers.get('location') ?? `${await page.text()} is no redirect`)
  }

  /** The browser follows the network's redirect. */
  const follow = async (callback: URL, cookie?: string): Promise<Asked> =>
    read(await ask(callback.href.replace(/#.*$/, ''), { headers: cookie ? { cookie } : {} }))

  const connect = async (user: string, platform: string, username: string): Promise<Asked> => {
    const { url, cookie } = await begin(user, platform)
    return follow(await consent(platform, url, { account: username }), cookie)
  }

  const requests = async (platform: string, route: string): Promise<unknown[]> =>
    ((await control(platform, 'requests')) as { route: string }[]).filter((one) => one.route === route)

  const events = (connectionId: string) =>
    environment.aws.events.recorded
      .map(({ event }) => event as { 'detail-type': string; detail: Record<string, unknown> })
      .filter(({ detail }) => detail.connection_id === connectionId)

  return { environment, call, control, account, begin, consent, follow, connect, requests, events }
}

export type ConnectWorld = Awaited<ReturnType<typeof openConnectWorld>>
