import { expect, test } from 'vitest'
import type { LedgerPost } from '../../local/platforms/kit/server.ts'
import { facebook } from '../networks/facebook.ts'
import { tiktok } from '../networks/tiktok.ts'
import { judge, type PresentedJob } from './endurance-verdict.ts'

const words = 'Endurance 0001.'
const post = facebook.posts.find(({ name }) => name === 'a link with a first comment')!
const draft = tiktok.posts.find(({ name }) => name === 'a draft of photos')!

const live = (id: string, changes: Partial<LedgerPost> = {}): LedgerPost => ({
  ...{ id, url: '', account: { id: '', username: '' }, type: 'post', text: words, media: [] },
  ...{ created_at: '', received_at: '', ...changes },
})
const comment = live('1_9', { text: 'The first word', parent_id: '7_1' })

const told = (changes: Partial<PresentedJob> = {}): PresentedJob => ({
  ...{ job_id: 'job', status: 'Published', external_post_id: '7_1', next_attempt_at: null },
  ...{ error_message: null, warnings: [], parts: [], ...changes },
})

const none = { scenarios: 1, exactlyOnce: 0, failedTruthfully: 0, duplicates: 0, lost: 0, stuck: 0 }

test.each([
  ['a post with its comment', told(), [live('7_1'), comment], { exactlyOnce: 1 }],
  [
    'a comment that is told as missing',
    told({ warnings: ['No comment.'] }),
    [live('7_1')],
    { exactlyOnce: 1 },
  ],
  ['a comment that is missing unsaid', told(), [live('7_1')], { lost: 1 }],
  ['a post that is told and not there', told(), [], { lost: 1 }],
  [
    'a post that is told by another id',
    told({ external_post_id: '7_2' }),
    [live('7_1'), comment],
    { lost: 1 },
  ],
  ['a promise that failed', told({ status: 'Failed', external_post_id: null }), [], { lost: 1 }],
  ['the same post again', told(), [live('7_1'), live('7_2'), comment], { duplicates: 1 }],
  [
    'a post of nobody',
    told(),
    [live('7_1'), comment, live('7_3', { text: '' })],
    { exactlyOnce: 1, duplicates: 1 },
  ],
  ['a job that goes on for ever', told({ status: 'Processing' }), [live('7_1')], { stuck: 1 }],
  ['Unknown where the network can tell', told({ status: 'Unknown' }), [live('7_1')], { stuck: 1 }],
])('%s', (_name, job, ledger, expected) => {
  const { tally, wrong } = judge(facebook, [{ post, words, job }], ledger)
  expect(tally).toEqual({ ...none, ...expected })
  expect(wrong).toHaveLength(tally.duplicates + tally.lost + tally.stuck)
})

test('two jobs that are told of one post are one post lost', () => {
  const story = facebook.posts.find(({ name }) => name === 'a story of a photo')!
  const promised = ['one', 'two'].map((words) => ({ post: story, words, job: told() }))
  const { tally } = judge(facebook, promised, [live('7_1', { text: '' })])
  expect(tally).toEqual({ ...none, scenarios: 2, exactlyOnce: 1, lost: 1 })
})

test('Unknown is the truth where the network gives no way to tell', () => {
  const job = told({ status: 'Unknown', external_post_id: null })
  const { tally, wrong } = judge(tiktok, [{ post: draft, words, job }], [live('draft')])
  expect(tally).toEqual({ ...none, failedTruthfully: 1 })
  expect(wrong).toEqual([])
  // Nor that nothing came.
  expect(judge(tiktok, [{ post: draft, words, job }], []).tally).toEqual({ ...none, failedTruthfully: 1 })
})

test('Unknown is the truth of what never came in where the network can’t show that it is not there', () => {
  const photos = tiktok.posts.find(({ name }) => name === 'photos')!
  const promised = [{ post: photos, words, job: told({ status: 'Unknown', external_post_id: null }) }]
  expect(judge(tiktok, promised, []).tally).toEqual({ ...none, failedTruthfully: 1 })
  expect(judge(tiktok, promised, [live('photos')]).tally).toEqual({ ...none, stuck: 1 })
})
