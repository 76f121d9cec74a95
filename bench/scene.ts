import { openBrowser } from '../local/demo/browser.ts'
import { openClient } from '../local/demo/client.ts'
import type { Narrator } from '../local/demo/narrator.ts'
import { landscape } from '../local/demo/pictures.ts'
import type { Scene } from '../local/demo/scene.ts'
import { askFor } from './ask.ts'

/** The demo's scene at a service that runs elsewhere. What does not hold in it ends the bench. */
export async function openScene(api: string, simulators: Record<string, string>): Promise<Scene> {
  const client = async (name: string) =>
    openClient(api, (await askFor(200, `${api}/_local/token?sub=${name}`)).text)
  return {
    narrator: silent,
    api,
    simulators,
    alice: await client('alice'),
    bob: await client('bob'),
    browser: openBrowser(),
    async picture(name, mood) {
      const url = `${api}/_local/media/${name}`
      await askFor(201, url, { method: 'PUT', body: landscape(mood) })
      return { url, asset_type: 'image', mime_type: 'image/jpeg' }
    },
  }
}

const silent: Narrator = {
  chapter: () => undefined,
  say: () => undefined,
  check(name, passed, detail = '') {
    if (!passed) throw new Error(`the demo's work went wrong: ${name} ${detail}`)
  },
  checks: [],
}
