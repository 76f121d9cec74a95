import { openBrowser } from '../local/demo/browser.ts'
import { openClient } from '../local/demo/client.ts'
import { createNarrator } from '../local/demo/narrator.ts'
import { landscape } from '../local/demo/pictures.ts'
import type { Scene } from '../local/demo/scene.ts'
import { tellStory } from '../local/demo/story.ts'
import { startEnvironment } from '../local/environment.ts'

// npm run demo: the main job from an empty machine to live posts, over real HTTP. `--json` ends with one line of
// JSON; `--keep` goes on running, so that the posts can be looked at.

const narrator = createNarrator()
const started = performance.now()
const environment = await startEnvironment({ log: 'quiet' })
try {
  narrator.chapter('Everything on this machine')
  narrator.say(`ready after ${((performance.now() - started) / 1000).toFixed(1)} s at ${environment.api}`)
  for (const [name, url] of Object.entries(environment.ready.simulators))
    narrator.say(`simulated ${name} at ${url}, its feed is its first page`)
  narrator.say(`a local orchestrator that makes images at ${environment.orchestrator?.url}`)

  const scene: Scene = {
    narrator,
    api: environment.api,
    simulators: environment.ready.simulators,
    alice: openClient(environment.api, await environment.token('alice')),
    bob: openClient(environment.api, await environment.token('bob')),
    browser: openBrowser(),
    async picture(name, mood) {
      const url = `${environment.api}/_local/media/${name}`
      const stored = await fetch(url, { method: 'PUT', body: new Uint8Array(landscape(mood)) })
      if (!stored.ok) throw new Error(`the picture was refused with ${stored.status}`)
      return { url, asset_type: 'image', mime_type: 'image/jpeg', alt_text: `Hills at ${mood}` }
    },
  }
  await tellStory(scene)
  if (process.argv.includes('--keep')) {
    narrator.say(`every network’s feed is at ${environment.api}/_local/wall until you press Ctrl-C`)
    await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
  }
} finally {
  await environment.close()
}

const failed = narrator.checks.filter(({ passed }) => !passed)
const seconds = Math.round((performance.now() - started) / 100) / 10
console.log(
  `\n${narrator.checks.length - failed.length} of ${narrator.checks.length} checks hold, after ${seconds} s`,
)
if (process.argv.includes('--json'))
  console.log(JSON.stringify({ passed: failed.length === 0, seconds, checks: narrator.checks }))
process.exitCode = failed.length === 0 ? 0 : 1
