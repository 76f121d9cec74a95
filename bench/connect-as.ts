import type { Environment } from '../local/environment.ts'
import { ask, askFor } from './ask.ts'

interface Consent {
  /** Of the user. */
  headers: Record<string, string>
  platform: string
  /** The network's name for who consents. */
  account: string
}

/** The user consents with that account. @returns the connection's id */
export async function connectAs(
  { api, simulators }: Environment,
  { headers, platform, account }: Consent,
): Promise<string> {
  await control(simulators[platform]!, 'consent', { auto: true, account })
  const begun = await askFor(200, `${api}/api/v1/connections/connect/${platform}`, { headers })
  const cookie = begun.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const page = await ask(JSON.parse(begun.text).authorization_url)
  const back = String(page.headers.location).replace(/#.*$/, '')
  return JSON.parse((await askFor(200, back, { headers: { cookie } })).text).id
}

/** Tells a simulator what to do. @throws with its words when it refuses */
export async function control({ url }: { url: string }, command: string, input: object): Promise<void> {
  const answer = await ask(`${url}/_control/${command}`, { method: 'POST', body: JSON.stringify(input) })
  if (answer.status >= 300) throw new Error(`${command}: ${answer.text}`)
}
