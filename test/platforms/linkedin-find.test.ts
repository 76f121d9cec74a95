import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Armed, PostContext } from '../../shared/platforms/contract.ts'
import * as linkedin from '../../shared/platforms/linkedin/index.ts'
import { createdAt } from '../../shared/platforms/linkedin/urn.ts'
import { jpeg } from '../fixtures/media.ts'
import { bakery, openWorld, type TestFile, type World } from './linkedin-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world.close())

const { find, duplicateOf } = linkedin.publisher
const picture = (): TestFile => ({
  kind: 'image',
  mime: 'image/jpeg',
  width: 64,
  height: 48,
  data: jpeg({ width: 64, height: 48 }),
})

const seen = async (context: PostContext, armed: Armed) => {
  const finding = await find(context, armed)
  expect(finding.kind).toBe('seen')
  return finding.kind === 'seen' ? finding.posts : []
}

/** A post whose answer never came: made or not. */
const lost = async (draft: Parameters<World['publish']>[0], kind: 'drop_after' | 'drop_before') => {
  const context = await world.prepare(await world.job(draft))
  await world.fault({ route: 'POST /rest/posts', kind })
  const { ending, armed } = await world.commit(context)
  expect(ending).toBe('no_answer')
  world.settle()
  return { context, armed }
}

/** The last step of finding out: the same bytes once more, and what the refusal proves. */
const sendAgain = async ({ context, armed }: { context: PostContext; armed: Armed }) => {
  const again = await world.commit(context)
  const resent_at = again.armed.armed_at
  const proof = again.failure && duplicateOf?.(again.failure, { ...armed, resent_at }, context)
  return { ...again, proof }
}

const live = () => world.simulator.ledger()

describe('a post of an organization whose answer was lost', () => {
  it.each([
    [
      'text',
      { text: 'Hello (world) #spring_x @[Bluebird Bakery](urn:li:organization:5005001) 👍🏽  e\u0301\n\n ' },
    ],
    ['picture', { text: 'one', files: [picture()] }],
    ['several pictures', { text: 'two', files: [picture(), picture()] }],
    ['link', { text: 'l', post_type: 'article', options: { source: 'https://example.com', title: 'A (b)' } }],
    [
      'poll',
      { text: 'p', post_type: 'poll', options: { question: 'Q?', options: ['a', 'b'], duration: 'ONE_DAY' } },
    ],
  ])('is found: %s', async (_, draft) => {
    const { context, armed } = await lost({ ...draft, target: bakery }, 'drop_after')
    const [post] = live()
    expect(await seen(context, armed)).toEqual([
      {
        id: post?.id,
        url: `${world.simulator.url}/feed/update/${post?.id}/`,
        created_at: createdAt(post!.id),
      },
    ])
  })

  it('is not seen when it was never made, nor while the list lags', async () => {
    const absent = await lost({ text: 'never', target: bakery }, 'drop_before')
    expect(await seen(absent.context, absent.armed)).toEqual([])
    await world.fault({ route: 'POST /rest/posts', kind: 'finder_delay', ms: 3_600_000 })
    const late = await lost({ text: 'late', target: bakery }, 'drop_after')
    expect(await seen(late.context, late.armed)).toEqual([])
    expect((await sendAgain(late)).proof).toMatchObject({ id: live().at(-1)?.id })
  })

  it('is not mistaken for another text, another picture, another page or an older post', async () => {
    const draft = { text: 'same words', files: [picture()], target: bakery }
    await world.publish(draft)
    await world.publish({ ...draft, target: 'urn:li:organization:5005002' })
    await world.publish({ ...draft, files: [] })
    await world.publish({ ...draft, text: 'other words' })
    const { context, armed } = await lost(draft, 'drop_before')
    expect(live()).toHaveLength(4)
    expect(await seen(context, armed)).toEqual([])
    const plain = await lost({ text: 'old', target: bakery }, 'drop_after')
    const later = { ...plain.armed, armed_at: plain.armed.armed_at + 300_000 }
    expect(await seen(plain.context, later)).toEqual([])
  })

  it('is found behind a hundred newer ones', async () => {
    await world.control('settings', { throttled: false })
    const { context, armed } = await lost({ text: 'deep', target: bakery }, 'drop_after')
    for (let index = 0; index < 105; index += 1)
      await world.commit({ ...context, content: { ...context.content, text: `newer ${index}` } })
    world.settle()
    expect(await seen(context, armed)).toHaveLength(1)
  })

  it('stays open while LinkedIn refuses to list', async () => {
    const { context, armed } = await lost({ text: 'x', target: bakery }, 'drop_after')
    await world.fault({ route: 'GET /rest/posts', kind: 'status', status: 503, times: 9 })
    await expect(find(context, armed)).rejects.toMatchObject({ failure: { class: 'retry' } })
  })
})

describe('a post of a member whose answer was lost', () => {
  it('is asked for by no list, since those are closed', async () => {
    const { context, armed } = await lost({ text: 'mine' }, 'drop_after')
    expect(await seen(context, armed)).toEqual([])
    expect(await world.requests('GET /rest/posts')).toHaveLength(0)
  })

  it.each(['full', 'bare', 'text'])(
    'is named by the refusal of the same post (%s)',
    async (duplicate_body) => {
      await world.control('settings', { duplicate_body })
      const { failure, proof } = await sendAgain(
        await lost({ text: 'mine', files: [picture()] }, 'drop_after'),
      )
      expect(failure?.class).toBe('duplicate')
      const [post] = live()
      expect(proof).toEqual({
        id: post?.id,
        url: `${world.simulator.url}/feed/update/${post?.id}/`,
        created_at: createdAt(post!.id),
      })
      expect(live()).toHaveLength(1)
    },
  )

  it('is made by the second sending when the first never arrived', async () => {
    const { made } = await sendAgain(await lost({ text: 'mine' }, 'drop_before'))
    expect(made).toMatchObject({ id: live()[0]?.id })
    expect(live()).toHaveLength(1)
  })

  it('is not proven by a URN minted for the refused request', async () => {
    await world.control('settings', { duplicate_names: 'fresh' })
    const { failure, proof } = await sendAgain(await lost({ text: 'mine' }, 'drop_after'))
    expect(failure?.class).toBe('duplicate')
    expect(proof).toBeUndefined()
  })

  it('is not proven by a refusal that names the person', async () => {
    await world.control('settings', { duplicate_names: 'person' })
    expect((await sendAgain(await lost({ text: 'mine' }, 'drop_after'))).proof).toBeUndefined()
  })

  it('is proven not to be there by a post made before', async () => {
    await world.publish({ text: 'mine' })
    world.simulator.clock.advance(600_000)
    expect((await sendAgain(await lost({ text: 'mine' }, 'drop_before'))).proof).toBe('older')
  })

  it('is not proven by the refusal of a first sending, nor of a comment', async () => {
    const { context, armed } = await lost({ text: 'mine' }, 'drop_after')
    const { failure } = await world.commit(context)
    expect(duplicateOf?.(failure!, armed, context)).toBeUndefined()
    const resent_at = world.simulator.clock.now()
    expect(duplicateOf?.(failure!, { ...armed, index: 1, resent_at }, context)).toBeUndefined()
  })

  it('is live when the answer names nothing', async () => {
    await world.fault({ route: 'POST /rest/posts', kind: 'no_id' })
    expect((await world.publish({ text: 'mine' })).made).toBe('unnamed')
  })

  it('is named by the older header, too', async () => {
    await world.control('settings', { id_header: 'x-linkedin-id' })
    expect((await world.publish({ text: 'mine' })).made).toMatchObject({ id: live()[0]?.id })
  })

  it.each([{ kind: 'html_502' }, { kind: 'late_effect', ms: 1_000 }])(
    'may be live after $kind',
    async (fault) => {
      await world.fault({ route: 'POST /rest/posts', ...fault })
      expect((await world.publish({ text: 'mine' })).failure?.class).toBe('unknown')
    },
  )
})

describe('the time in an id', () => {
  it.each([
    ['urn:li:share:7141138937766391808', '2023-12-14'],
    ['urn:li:share:7431329065766260736', '2026-02-22'],
    ['urn:li:ugcPost:7470701611313471488', '2026-06-11'],
  ])('%s is of %s', (urn, day) => {
    expect(new Date(createdAt(urn)).toISOString().slice(0, 10)).toBe(day)
  })
})

describe('a first comment whose answer was lost', () => {
  const commented = async (target?: string) => {
    const options = { first_comment: 'more  below' }
    const { ready, made } = await world.publish({ text: 'post', options, ...(target ? { target } : {}) })
    const post_id = typeof made === 'object' ? made.id : ''
    const now = world.simulator.clock.now()
    const armed: Armed = { index: 1, armed_at: now, commit_deadline: now + 2_000 }
    return { context: { ...ready, steps: [{ post_id }, {}] }, armed }
  }

  it('stays unknown below the post of a member, and is never sent again', async () => {
    const { context, armed } = await commented()
    expect(await find(context, armed)).toMatchObject({ kind: 'unknown', failure: { class: 'permission' } })
  })

  it('is found below the post of an organization by author, words and time', async () => {
    const { context, armed } = await commented(bakery)
    await world.commit(
      { ...context, content: { ...context.content, options: { first_comment: 'more above' } } },
      1,
    )
    await world.fault({ route: 'POST /rest/socialActions/:urn/comments', kind: 'drop_after' })
    expect((await world.commit(context, 1)).ending).not.toBe('answer')
    expect(await find(context, armed)).toEqual({
      kind: 'seen',
      posts: [{ id: expect.stringMatching(/^\d+$/), created_at: expect.any(Number) }],
    })
    // One made long before is another one's, and not being listed proves nothing.
    const later = { ...armed, armed_at: armed.armed_at + 300_000 }
    expect(await find(context, later)).toMatchObject({ kind: 'unknown' })
  })
})
