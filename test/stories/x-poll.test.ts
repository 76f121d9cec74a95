import { beforeAll, expect, test } from 'vitest'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

let world: PublishingWorld
let x: string
beforeAll(async () => {
  world = await openPublishingWorld()
  x = await world.connect('alice', 'x')
})

const poll = (text_content: string, more: object = {}) => ({
  connection_id: x,
  text_content,
  platform_specific_options: {
    post_type: 'poll' as const,
    choices: ['Tea', 'Kaffee ☕', 'שוקו'],
    duration_minutes: 1440,
    ...more,
  },
})
const live = async (words: string) => (await world.ledger('x')).filter(({ text }) => text === words)

test('a poll is live with its choices', async () => {
  const job = await world.published('alice', poll('Which one?', { reply_settings: 'following' }))
  const [post] = await live('Which one?')
  expect(job).toMatchObject({ status: 'Published', external_post_id: post.id, warnings: [] })
  expect(post).toMatchObject({
    type: 'poll',
    extra: {
      poll: { options: ['Tea', 'Kaffee ☕', 'שוקו'], durationMinutes: 1440 },
      reply_settings: 'following',
    },
  })
})

test('a poll whose answer is lost is there once', async () => {
  await world.control('x', 'faults', { route: 'POST /2/tweets', kind: 'drop_after', match: 'Lost?' })
  const job = await world.published('alice', poll('Lost?'))
  const posts = await live('Lost?')
  expect([job.status, posts.length]).toEqual(['Published', 1])
  expect(job.external_post_id).toBe(posts[0].id)
})

test.each([
  ['one choice', { choices: ['Tea'] }, 'choices'],
  ['five choices', { choices: ['1', '2', '3', '4', '5'] }, 'choices'],
  ['a choice of 26', { choices: ['Tea', 'b'.repeat(26)] }, 'choices.1'],
  ['four minutes', { duration_minutes: 4 }, 'duration_minutes'],
  ['more than a week', { duration_minutes: 10_081 }, 'duration_minutes'],
  ['no choices', { choices: null }, 'choices'],
])('a poll with %s is refused', async (_, more, option) => {
  const answer = await world.publish('alice', poll('Refused?', more))
  expect([answer.status, answer.body.code]).toEqual([400, 'content_validation_failed'])
  expect(answer.body.violations[0].path).toBe(`platform_specific_options.${option}`)
})

test('a quote that X refuses ends the job in words that its owner understands', async () => {
  const quoted = await world.published('alice', { connection_id: x, text_content: 'The first word' })
  const job = await world.published('alice', {
    connection_id: x,
    text_content: 'Look at this',
    platform_specific_options: { quote_post_id: quoted.external_post_id },
  })
  expect(job).toMatchObject({
    status: 'Failed',
    error_code: 'insufficient_permissions',
    error_message: expect.stringContaining('Enterprise'),
    warnings: [expect.stringContaining('Enterprise')],
  })
  expect(job.error_details!.message).toContain('quote posts')
  expect(await live('Look at this')).toEqual([])
})
