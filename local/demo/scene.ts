import type { Schema } from '../../client/open-api.ts'
import type { Browser } from './browser.ts'
import type { Client } from './client.ts'
import type { Narrator } from './narrator.ts'

export interface Scene {
  narrator: Narrator
  api: string
  simulators: Record<string, string>
  alice: Client
  bob: Client
  browser: Browser
  /** Puts a real JPEG where the service can fetch it. */
  picture(name: string, mood: 'dawn' | 'dusk' | 'noon'): Promise<Schema<'AssetInput'>>
}

export interface LivePost {
  id: string
  url: string
  text: string
  type: string
  media: { mime: string; width?: number }[]
  received_at: string
}

/** What the network itself says is live. */
export async function ledger(scene: Scene, network: string): Promise<LivePost[]> {
  return (await fetch(`${scene.simulators[network]}/_control/ledger`)).json() as Promise<LivePost[]>
}

export async function control(scene: Scene, network: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${scene.simulators[network]}/_control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`/_control/${path} answered ${answer.status}: ${await answer.text()}`)
}

/** alice consents on the network's own page, as a person would. @returns the connection's id */
export async function connect(scene: Scene, network: string): Promise<string> {
  const page = await scene.browser.open(`${scene.api}/api/v1/connections/connect/${network}`, {
    headers: scene.alice.headers,
  })
  const done = await scene.browser.submit(page, { account: 'alice', decision: 'allow' })
  return (JSON.parse(done.text) as { id: string }).id
}
