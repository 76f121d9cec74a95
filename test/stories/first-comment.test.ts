import { beforeAll, beforeEach, expect, test } from 'vitest'
import { hurriedSettle } from '../faults/recovery.ts'
import { jpeg } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

const route = 'POST /:media/comments'

let world: PublishingWorld
let instagram: string
let picture: string
beforeAll(async () => {
  world = await openPublishingWorld({}, hurriedSettle)
  instagram = await world.connect('alice', 'instagram')
  picture = await world.put('square.jpg', jpeg({ width: 600, height: 600 }))
})
// What one story's network did is no outage of the next one's.
beforeEach(() => world.environment.tick(30 * 60_000))

const post = (words: string, connection_id = instagram) => ({
  connection_id,
  text_content: `Post of ${words}`,
  assets: [image(picture)],
  platform_specific_options: { first_comment: `Comment of ${words}` },
})

/** What is live of these words: the post, and the comments below it. */
const live = async (words: string) => {
  const all = await world.ledger('instagram')
  return {
    posts: all.filter(({ text }) => text === `Post of ${words}`),
    comments: all.filter(({ text }) => text === `Comment of ${words}`),
  }
}

test('a post is live with its first comment, and its address is that of the post', async () => {
  const job = await world.published('alice', post('two steps'))
  const { posts, comments } = await live('two steps')
  expect([posts.length, comments.length]).toEqual([1, 1])
  expect(comments[0].parent_id).toBe(posts[0].id)
  expect(job).toMatchObject({
    status: 'Published',
    external_post_id: posts[0].id,
    attempts: 2,
    warnings: [],
    parts: [{ external_post_id: posts[0].id }, { external_post_id: comments[0].id }],
  })
  expect(new URL(job.post_url!).pathname).toBe(new URL(posts[0].url).pathname)
})

test('two pictures and their comment are live as one carousel', async () => {
  const second = await world.put('second.jpg', jpeg({ width: 600, height: 600, color: [200, 30, 30] }))
  const body = { ...post('a carousel'), assets: [image(picture), image(second)] }
  const job = await world.published('alice', body)
  const { posts, comments } = await live('a carousel')
  expect([job.status, posts[0].type, comments[0].parent_id]).toEqual(['Published', 'carousel', posts[0].id])
})

test('a comment that Instagram refuses leaves the post Published, with a warning', async () => {
  await world.control('instagram', 'faults', {
    route,
    kind: 'status',
    status: 400,
    body: { error: { message: 'Comment refused', type: 'OAuthException', code: 100, fbtrace_id: 'A1' } },
    match: 'refused',
  })
  const job = await world.published('alice', post('refused'))
  const { posts, comments } = await live('refused')
  expect([posts.length, comments.length]).toEqual([1, 0])
  expect(job).toMatchObject({
    status: 'Published',
    external_post_id: posts[0].id,
    error_code: null,
    warnings: [expect.stringContaining('first comment is not')],
  })
  expect(new URL(job.post_url!).pathname).toBe(new URL(posts[0].url).pathname)
  expect(job.attempt_log.at(-1)!.details.message).toContain('Comment refused')
})

test('a comment refused as said before leaves the post Published, with a warning', async () => {
  await world.control('instagram', 'faults', {
    route,
    kind: 'status',
    status: 400,
    body: { error: { message: 'Duplicate', code: 506, error_subcode: 1455006, fbtrace_id: 'A1' } },
    match: 'said',
  })
  const job = await world.published('alice', post('said before'))
  const { posts, comments } = await live('said before')
  expect([posts.length, comments.length]).toEqual([1, 0])
  expect(job).toMatchObject({
    status: 'Published',
    external_post_id: posts[0].id,
    error_code: null,
    warnings: [expect.stringContaining('just posted')],
  })
})

test('without consent to comments the post is Published, with a warning that says so', async () => {
  const connection = await world.connect('bert', 'instagram', 'bert', [
    'instagram_business_basic',
    'instagram_business_content_publish',
  ])
  const job = await world.published('bert', post('no consent', connection))
  expect(job).toMatchObject({ status: 'Published', warnings: [expect.stringContaining('permission')] })
  const { posts, comments } = await live('no consent')
  expect([posts.length, comments.length]).toEqual([1, 0])
})

test.each(['drop_after', 'drop_before', 'status_after', 'effect_then_error'])(
  'a comment whose answer is lost (%s) is there once, and so is its post',
  async (kind) => {
    await world.control('instagram', 'faults', { route, kind, match: kind })
    const job = await world.published('alice', post(kind))
    const { posts, comments } = await live(kind)
    expect([posts.length, comments.length]).toEqual([1, 1])
    expect(job).toMatchObject({
      status: 'Published',
      external_post_id: posts[0].id,
      warnings: [],
      parts: [{}, { external_post_id: comments[0].id }],
    })
  },
)

test('a comment that never gets through is sent twice at the most, and the post is Published', async () => {
  const words = 'a deaf network'
  await world.control('instagram', 'faults', { route, kind: 'drop_before', match: 'deaf', times: 100 })
  const job = await world.published('alice', post(words))
  expect(job).toMatchObject({ status: 'Published', attempts: 3, warnings: [expect.any(String)] })
  const { posts, comments } = await live(words)
  expect([posts.length, comments.length]).toEqual([1, 0])
})

test('a post whose own answer was lost is found, and then commented', async () => {
  await world.control('instagram', 'faults', { route: 'POST /:ig/media_publish', kind: 'drop_after' })
  const job = await world.published('alice', post('lost and found'))
  const { posts, comments } = await live('lost and found')
  expect([job.status, posts.length, comments.length]).toEqual(['Published', 1, 1])
  expect(job.external_post_id).toBe(posts[0].id)
})

test('a token that dies between the post and its comment leaves the post Published', async () => {
  const connection = await world.connect('dan', 'instagram')
  await world.control('instagram', 'faults', { route, kind: 'kill_token', match: 'dying' })
  const job = await world.published('dan', post('dying', connection))
  expect(job).toMatchObject({ status: 'Published', warnings: [expect.any(String), expect.any(String)] })
  const { posts, comments } = await live('dying')
  expect([posts.length, comments.length]).toEqual([1, 0])
  expect(job.external_post_id).toBe(posts[0].id)
})

/** A post that is live while its comment is still looked for. */
const searching = async (user: string, words: string) => {
  const connection = await world.connect(user, 'instagram')
  await world.control('instagram', 'faults', { route, kind: 'drop_before', match: words, times: 9 })
  const accepted = await world.publish(user, post(words, connection))
  await world.environment.settle()
  const id: string = accepted.body.job_id
  expect(await world.job(user, id)).toMatchObject({ status: 'Processing', attempts: 2 })
  return { connection, id }
}

test('of two posts that may be it none is taken, and no comment stands below a post of its owner', async () => {
  const at = new Date(world.environment.clock.now() - 60_000).toISOString()
  await world.control('instagram', 'history', { account: 'alice', posts: [{ at, text: '', likes: 3 }] })
  await world.control('instagram', 'faults', { route: 'POST /:ig/media_publish', kind: 'drop_after' })
  const { body } = await world.publish('alice', { ...post('none'), text_content: '' })
  const job = await world.end('alice', body.job_id)
  expect(job).toMatchObject({
    status: 'Published',
    post_url: null,
    warnings: [expect.stringContaining('under which address'), expect.stringContaining('comment')],
  })
  expect((await live('none')).comments).toEqual([])
})

test('an account that is disconnected while its comment is looked for leaves the post Published', async () => {
  const { connection, id } = await searching('eve', 'leaving')
  const gone = await world.call('eve', `/connections/${connection}`, { method: 'DELETE' })
  expect(gone.status).toBe(200)
  const job = await world.end('eve', id)
  const [made] = (await live('leaving')).posts
  expect(job).toMatchObject({
    status: 'Published',
    external_post_id: made.id,
    error_code: null,
    warnings: [expect.stringContaining('removed')],
  })
})

test('a comment that an account at its limit keeps waiting is given up in time, and the post is Published', async () => {
  const { connection, id } = await searching('fay', 'belated')
  await world.control('instagram', 'faults', {
    route: 'POST /:ig/media',
    kind: 'rate_limit',
    regain_minutes: 12 * 60,
    match: 'limited',
  })
  const other = await world.publish('fay', {
    ...post('limited', connection),
    platform_specific_options: {},
  })
  await world.environment.settle()
  // It is told at once that its limit ends too late for it.
  expect((await world.job('fay', other.body.job_id)).status).toBe('Failed')
  const job = await world.end('fay', id, 24 * 3_600_000)
  expect(job).toMatchObject({ status: 'Published', warnings: [expect.stringContaining('in time')] })
  const { posts, comments } = await live('belated')
  expect([posts.length, comments.length]).toEqual([1, 0])
})

test('a comment given up while it waits to be sent again leaves the post Published', async () => {
  const { id } = await searching('gus', 'unreached')
  await world.control('instagram', 'revoke', { account: 'gus' })
  const job = await world.end('gus', id)
  const { posts, comments } = await live('unreached')
  expect(job).toMatchObject({ status: 'Published', external_post_id: posts[0].id })
  expect([posts.length, comments.length]).toEqual([1, 0])
})

test('a story takes no comment', async () => {
  const body = post('a story')
  const options = { ...body.platform_specific_options, post_type: 'story' as const }
  const answer = await world.publish('alice', { ...body, platform_specific_options: options })
  expect(answer.status).toBe(400)
  expect(answer.body.violations).toMatchObject([
    { path: 'platform_specific_options.first_comment', rule: 'unknown_option' },
  ])
})
