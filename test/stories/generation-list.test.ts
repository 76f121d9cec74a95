import { beforeAll, expect, test } from 'vitest'
import { generationCalls } from './generation-world.ts'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

let world: PublishingWorld
let images: ReturnType<typeof generationCalls>
beforeAll(async () => {
  world = await openPublishingWorld({ simulators: [], env: { GENERATION_QUOTA: '100' } })
  images = generationCalls(world)
})

test('a list of the longest requests, more than the table reads at once, is whole', async () => {
  images.behave({ lose: true })
  const words = 'w'.repeat(500)
  const params = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`param-${n}`, words]))
  const made: string[] = []
  const ask = async () => {
    const created = await images.create('alice', { prompt: 'p'.repeat(4000), params })
    expect(created.status).toBe(202)
    made.push(created.body.id)
  }
  for (let n = 0; n < 8; n += 1) await Promise.all(Array.from({ length: 11 }, ask))
  const seen: string[] = []
  for (let path = '/generations?limit=85'; path; ) {
    const page = await world.call('alice', path)
    seen.push(...page.body.map(({ id }: { id: string }) => id))
    const next = /<(.+)>; rel="next"/.exec(String(page.headers.link ?? ''))?.[1]
    path = next ? next.slice(next.indexOf('/generations')) : ''
  }
  expect(seen).toEqual(made.sort().reverse())
})
