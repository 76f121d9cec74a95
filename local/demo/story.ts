import { good } from '../../client/open-api.ts'
import { creative } from './creative.ts'
import { drafts } from './drafts.ts'
import { connect, ledger, type Scene } from './scene.ts'
import { troubles } from './troubles.ts'

const evening = 'Evening over the hills, right on time'

/** The main job, told in order. */
export async function tellStory(scene: Scene): Promise<void> {
  const { narrator, alice, bob } = scene
  narrator.chapter('alice connects her accounts on the networks’ consent pages')
  const networks = Object.keys(scene.simulators)
  const ids: Record<string, string> = {}
  for (const network of networks) ids[network] = await connect(scene, network)
  const x = ids.x!
  const instagram = ids.instagram!
  const connections = good(await alice.api.GET('/api/v1/connections'))
  narrator.check(
    `${networks.length} networks are connected`,
    connections.length === networks.length && connections.every(({ status }) => status === 'active'),
    connections
      .map((one) => `${one.platform} ${one.external_username ?? one.external_display_name}`)
      .join(', '),
  )

  narrator.chapter('A post is checked before it is sent')
  const tooLong = { connection_id: x, text_content: 'far too long '.repeat(30) }
  const [violation] = good(await alice.api.POST('/api/v1/publishing/validate', { body: tooLong })).violations
  narrator.check(
    'a text too long for X is named with its rule',
    violation?.rule === 'max_length',
    violation?.message,
  )
  const { error, response } = await alice.api.POST('/api/v1/publishing/publish', { body: tooLong })
  narrator.check(
    'and publishing it is refused',
    response.status === 400,
    `${response.status} ${error && 'code' in error && error.code}`,
  )

  narrator.chapter('A picture goes to Instagram now; another to every network at one exact second')
  const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 10_000)
  const dusk = await scene.picture('dusk.jpg', 'dusk')
  const planned = await Promise.all(
    networks.map(async (network) => {
      const { place, options = {} } = drafts[network] ?? {}
      const id = ids[network]!
      const path = '/api/v1/connections/{id}/targets'
      const [target] = good(await alice.api.GET(path, { params: { path: { id } } }))
      const body = {
        connection_id: id,
        text_content: evening,
        assets: [dusk],
        platform_specific_options: { ...options, ...(place ? { [place]: target?.id } : {}) },
        schedule_time: at.toISOString(),
      }
      return good(await alice.api.POST('/api/v1/publishing/schedule', { body }))
    }),
  )
  narrator.say(`scheduled for ${at.toISOString()}`)
  const dawn = await scene.picture('dawn.jpg', 'dawn')
  const body = { connection_id: instagram, text_content: 'Morning over the hills', assets: [dawn] }
  const once = { body, params: { header: { 'Idempotency-Key': 'morning-1' } } }
  const first = good(await alice.api.POST('/api/v1/publishing/publish', once))
  const again = good(await alice.api.POST('/api/v1/publishing/publish', once))
  narrator.check('the same Idempotency-Key twice is one job', first.job_id === again.job_id, first.job_id)
  const morning = await alice.wait(first.job_id)
  const live = (await ledger(scene, 'instagram')).filter(({ text }) => text === 'Morning over the hills')
  narrator.check(
    'the picture is live, once',
    morning.status === 'Published' && live.length === 1,
    morning.post_url ?? morning.error_message ?? '',
  )
  narrator.check('its post_url opens', morning.post_url !== null && (await fetch(morning.post_url)).ok)

  for (const [index, network] of networks.entries()) {
    const job = await alice.wait(planned[index]!.job_id)
    const posts = (await ledger(scene, network)).filter(({ text }) => text.includes(evening))
    const late = Date.parse(posts[0]?.received_at ?? '') - at.getTime()
    narrator.check(
      `the scheduled post reached ${network} on its second, once`,
      job.status === 'Published' && posts.length === 1 && late >= 0 && late < 1000,
      `${late} ms after ${at.toISOString()}, ${job.post_url ?? job.error_message}`,
    )
  }

  await creative(scene, { instagram })

  narrator.chapter('What is alice’s is nobody else’s')
  const jobOf = (id: string) => bob.api.GET('/api/v1/publishing/jobs/{id}', { params: { path: { id } } })
  const foreign = await jobOf(first.job_id)
  const missing = await jobOf('00000000-0000-7000-8000-000000000000')
  narrator.check(
    'bob asking for alice’s job is told there is none',
    foreign.response.status === 404 && JSON.stringify(foreign.error) === JSON.stringify(missing.error),
  )
  const none = good(await bob.api.GET('/api/v1/publishing/jobs'))
  narrator.check('bob’s own list is empty', none.length === 0)

  await troubles(scene, { x })
}
