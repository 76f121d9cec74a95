import { landscape } from '../local/demo/pictures.ts'
import { connect } from '../local/demo/scene.ts'
import { startEnvironment } from '../local/environment.ts'
import { askFor } from './ask.ts'
import { ms, type Section } from './report.ts'
import { openScene } from './scene.ts'
import { median, percentile } from './statistics.ts'
import { upload } from './upload.ts'

const warmUps = 3
const requests = 25
const boundMs = 500

/** The request after whose answer a post is live. */
const commits = { x: 'POST /2/tweets', instagram: 'POST /:ig/media_publish' } as const

interface SocialTimes {
  requests: number
  /** From the network's own answer until the caller's, ms. */
  after: Record<keyof typeof commits, { p50: number; p95: number }>
}

export const social: Section = {
  name: 'social',
  async run(report) {
    const times = await measurePublishSocial()
    report.say(`From a network’s own answer to that of /publish/social, ${times.requests} posts each`)
    report.table(
      ['', 'p50', 'p95'],
      Object.entries(times.after).map(([platform, { p50, p95 }]) => [platform, ms(p50, 0), ms(p95, 0)]),
    )
    const slowest = Math.max(...Object.values(times.after).map(({ p50 }) => p50))
    report.bound('the p50 of each network', slowest, boundMs, (value) => ms(value, 0))
    return times
  },
}

/** Publishes a picture with one call and waits, one caller at a time. */
async function measurePublishSocial(): Promise<SocialTimes> {
  const environment = await startEnvironment({ simulators: Object.keys(commits), manual: true })
  try {
    const { api, ready, simulators } = environment
    const scene = await openScene(api, ready.simulators)
    const { headers } = scene.alice
    const assetId = await upload(api, { headers, file: landscape('dawn') })
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
