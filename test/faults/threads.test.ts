import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld()
})
beforeEach(() => world.calm())
afterAll(() => world.close())

const route = 'POST /2/tweets'
const parts = (words: string) => ['one', 'two', 'three'].map((part) => `${part} ${words}`)
const chain = (words: string) => {
  const posts = world.live('x', words)
  return posts.map((post) => [post.text.split(' ')[0], posts.findIndex(({ id }) => id === post.parent_id)])
}
const whole = [
  ['one', -1],
  ['two', 0],
  ['three', 1],
]
const refusal = {
  kind: 'status',
  status: 403,
  body: { status: 403, detail: 'Reply to this conversation is not allowed' },
}

describe('a thread', () => {
  test('E14: refused at its third part ends partially published, and a retry goes on from there', async () => {
    const words = 'of a thread cut off.'
    await world.fault('x', { route, ...refusal, match: 'three' })
    const jobId = await world.publish({ platform: 'x', parts: parts(words) })
    const job = await world.recover(jobId)
    const { body } = await world.call(`/publishing/jobs/${jobId}`)
    const live = world.live('x', words)
    expect(job).toMatchObject({ status: 'Failed', error: { code: 'partially_published' } })
    expect(body).toMatchObject({
      post_url: live[0]!.url,
      parts: [
        { external_post_id: live[0]!.id },
        { external_post_id: live[1]!.id },
        { external_post_id: null },
      ],
    })
    await world.call(`/publishing/jobs/${jobId}/retry`, { body: {} })
    expect((await world.recover(jobId)).status).toBe('Published')
    expect(chain(words)).toEqual(whole)
  })

  test.each([
    ['one', 'drop_after'],
    ['two', 'drop_after'],
    ['three', 'status_after'],
    ['two', 'drop_before'],
  ])('E14: whose part %s has no answer (%s) is whole, each part once', async (part, kind) => {
    const words = `of a thread with ${kind} at ${part}.`
    await world.fault('x', { route, kind, match: `${part} of` })
    const job = await world.recover(await world.publish({ platform: 'x', parts: parts(words) }))
    expect(job.status).toBe('Published')
    expect(chain(words)).toEqual(whole)
  })

  test('E14, E21: whose second part is a duplicate of its owner’s own reply is no duplicate: it has another parent', async () => {
    const words = 'of the same thread twice.'
    const first = await world.recover(await world.publish({ platform: 'x', parts: parts(words) }))
    expect(first.status).toBe('Published')
    const second = await world.recover(await world.publish({ platform: 'x', parts: parts(words) }))
    expect(second).toMatchObject({ status: 'ContentRejected' })
    expect(chain(words)).toEqual(whole)
  })

  test('E14: whose middle part can’t be found ends Unknown and says what is live', async () => {
    const words = 'of a thread lost midway.'
    await world.fault('x', { route, kind: 'drop_before', times: 2, match: 'two of' })
    const jobId = await world.publish({ platform: 'x', parts: parts(words) })
    const job = await world.recover(jobId)
    const live = world.live('x', words)
    expect(live).toHaveLength(1)
    expect(job).toMatchObject({ status: 'Unknown', post_id: live[0]!.id })
    await world.call(`/publishing/jobs/${jobId}/retry`, { body: { confirm_not_published: true } })
    expect((await world.recover(jobId)).status).toBe('Published')
    expect(chain(words)).toEqual(whole)
  })

  test('E14: of which a part is live is not changed any more; cancelled, it names what is live', async () => {
    const words = 'of a thread that waits.'
    await world.fault('x', { route, kind: 'rate_limit', reset_in: 3600, match: 'two of' })
    const jobId = await world.publish({ platform: 'x', parts: parts(words) })
    await world.reach(jobId, ({ status, steps }) => status === 'Pending' && steps[0]!.post_id !== undefined)
    const path = `/publishing/jobs/${jobId}`
    const patch = { platform_specific_options: { parts: [{ text: 'a' }, { text: 'b' }] } }
    expect((await world.call(path, { method: 'PATCH', body: patch })).status).toBe(409)
    expect((await world.call(path, { method: 'DELETE' })).status).toBe(200)
    const job = await world.recover(jobId)
    const live = world.live('x', words)
    expect(live).toHaveLength(1)
    expect(job).toMatchObject({ status: 'Cancelled', post_id: live[0]!.id, post_url: live[0]!.url })
  })
})
