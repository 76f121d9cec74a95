import { setTimeout as pause } from 'node:timers/promises'
import { landscape } from '../local/demo/pictures.ts'
import { connect } from '../local/demo/scene.ts'
import { startEnvironment } from '../local/environment.ts'
import { askFor } from './ask.ts'
import { openScene } from './scene.ts'
import { median, percentile } from './statistics.ts'

const warmUps = 3
const requests = 25

/** The request after whose answer a post is live. */
const commits = { x: 'POST /2/tweets', instagram: 'POST /:ig/media_publish' } as const

export interface SocialTimes {
  requests: number
  /** From the network's own answer until the caller's, ms. */
  after: Record<keyof typeof commits, { p50: number; p95: number }>
}

/** Publishes a picture with one call and waits, one caller at a time. */
export async function measurePublishSocial(): Promise<SocialTimes> {
  const environment = await startEnvironment({ simulators: Object.keys(commits), manual: true })
  try {
    const { api, ready, simulators } = environment
    const scene = await openScene(api, ready.simulators)
    const { headers } = scene.alice
    const assetId = await upload(`${api}/api/v1/assets`, headers)
    await control(ready.simulators.x!, { rate_limits: false })
    await control(ready.simulators.instagram!, { image_processing_ms: 0, quota_total: 1000 })
    const measure = async (platform: keyof typeof commits) => {
      const socialAccountId = await connect(scene, platform)
      let answeredAt = 0
      simulators[platform]!.intercept(async ({ route, phase }) => {
        if (route === commits[platform] && phase === 'after') answeredAt = performance.now()
      })
      const times: number[] = []
      for (let n = 0; n < warmUps + requests; n += 1) {
        const body = JSON.stringify({ assetId, socialAccountId, caption: `Measured, number ${n}` })
        await askFor(200, `${api}/api/v1/publish/social`, { method: 'POST', headers: json(headers), body })
        if (n >= warmUps) times.push(performance.now() - answeredAt)
      }
      return { p50: median(times), p95: percentile(times, 0.95) }
    }
    return { requests, after: { x: await measure('x'), instagram: await measure('instagram') } }
  } finally {
    await environment.close()
  }
}

const json = (headers: Record<string, string>) => ({ ...headers, 'content-type': 'application/json' })

const control = (simulator: string, settings: object) =>
  askFor(200, `${simulator}/_control/settings`, { method: 'POST', body: JSON.stringify(settings) })

async function upload(url: string, headers: Record<string, string>): Promise<string> {
  const file = landscape('dawn')
  const announced = JSON.stringify({ mime_type: 'image/jpeg', bytes: file.length })
  const created = await askFor(202, url, { method: 'POST', headers: json(headers), body: announced })
  const asset = JSON.parse(created.text) as {
    id: string
    upload: { url: string; headers: Record<string, string> }
  }
  await askFor(200, asset.upload.url, { method: 'PUT', headers: asset.upload.headers, body: file })
  for (;;) {
    const { text } = await askFor(200, `${url}/${asset.id}`, { headers })
    const { status, reason } = JSON.parse(text) as { status: string; reason: string | null }
    if (status === 'ready') return asset.id
    if (status === 'rejected') throw new Error(`the picture was rejected: ${reason}`)
    await pause(100)
  }
}
