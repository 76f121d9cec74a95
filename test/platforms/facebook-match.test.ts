import { describe, expect, test } from 'vitest'
import { isSameComment } from '../../shared/platforms/facebook/comment.ts'
import type { PostRow } from '../../shared/platforms/facebook/list-posts.ts'
import { isSameText, type Sought, showsPhoto } from '../../shared/platforms/facebook/match-post.ts'
import { stageOf } from '../../shared/platforms/facebook/video-state.ts'

const row = (more: Partial<PostRow> = {}): PostRow => ({
  id: '1_2',
  message: 'Hello',
  created_time: 1000,
  ...more,
})
const sought = (more: Partial<Sought> = {}): Sought => ({
  text: 'Hello',
  link: undefined,
  app: 'app',
  since: 1000,
  ...more,
})
const attached = (one: NonNullable<PostRow['attachments']>['data'][number]) => ({
  attachments: { data: [one] },
})

describe('a text', () => {
  test.each<[string, Partial<PostRow>, Partial<Sought>]>([
    ['with the same words', {}, {}],
    ['in another normal form', { message: 'cafe\u0301 ☀️' }, { text: 'caf\u00e9 ☀️' }],
    ['with other white space', { message: 'a\nb' }, { text: ' a\r\n\r\nb ' }],
    ['made by our app', { application: { id: 'app' } }, {}],
    ['whose link has a preview', attached({ media_type: 'link', url: 'https://a.example/' }), {}],
    [
      'whose link is a film elsewhere',
      attached({ media_type: 'video', url: 'https://films.example/watch?v=1' }),
      { link: 'https://films.example/watch?v=1' },
    ],
    [
      'whose words name a film elsewhere',
      {
        message: 'See https://films.example/watch?v=1',
        ...attached({ media_type: 'video', url: 'https://films.example/watch?v=1' }),
      },
      { text: 'See https://films.example/watch?v=1' },
    ],
    [
      'whose film elsewhere stands behind a detour, under its canonical address',
      attached({
        media_type: 'video',
        url: 'https://l.facebook.com/l.php?u=https%3A%2F%2Ffilms.example%2Fwatch%3Fv%3D1&h=AT',
      }),
      { link: 'https://fi.lm/1' },
    ],
    [
      'without words, with the same link',
      { message: undefined, ...attached({ url: 'https://a.example/x?a=1&fbclid=z' }) },
      { text: '', link: 'https://a.example/x/?a=1' },
    ],
    [
      'without words, with the link behind a detour',
      {
        message: undefined,
        ...attached({ url: 'https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fx%3Ffbclid%3Dz&h=AT' }),
      },
      { text: '', link: 'https://a.example/x' },
    ],
  ])('%s is ours', (_, shown, asked) => {
    expect(isSameText(row(shown), sought(asked))).toBe(true)
  })

  test.each<[string, Partial<PostRow>, Partial<Sought>]>([
    ['with other words', { message: 'Hello!' }, {}],
    ['made before', { created_time: 999 }, {}],
    ['made by another app', { application: { id: 'other' } }, {}],
    ['with a photo', attached({ media_type: 'photo', target: { id: '9' } }), {}],
    ['with a video', attached({ media_type: 'video', target: { id: '9' } }), {}],
    [
      'with a video of the Page',
      attached({ media_type: 'video', url: 'https://www.facebook.com/1/videos/9/', target: { id: '9' } }),
      { link: 'https://films.example/watch?v=1' },
    ],
    ['without words and link', { message: undefined }, { text: '', link: 'https://a.example' }],
    [
      'without words, with another link',
      { message: undefined, ...attached({ url: 'https://b.example' }) },
      { text: '', link: 'https://a.example' },
    ],
  ])('%s is not ours', (_, shown, asked) => {
    expect(isSameText(row(shown), sought(asked))).toBe(false)
  })
})

test('photos are known by their ids, alone and in an album', () => {
  const single = row(attached({ media_type: 'photo', target: { id: '7' } }))
  const album = row(
    attached({ target: { id: '1_2' }, subattachments: { data: [{ target: { id: '7' } }, {}] } }),
  )
  expect([showsPhoto(single, ['7']), showsPhoto(album, ['8', '7'])]).toEqual([true, true])
  expect([showsPhoto(single, ['8']), showsPhoto(row(), ['7'])]).toEqual([false, false])
})

test.each([
  [true, {}],
  [true, { from: undefined }],
  [false, { from: { id: 'visitor' } }],
  [false, { message: 'Hello!' }],
  [false, { created_time: 999 }],
])('a comment is ours: %s, when it differs by %j', (ours, more) => {
  const comment = { id: '1', message: 'Hello', created_time: 1000, from: { id: 'page' }, ...more }
  expect(isSameComment(comment, { text: ' Hello ', page: 'page', since: 1000 })).toBe(ours)
})

const done = { status: 'complete' }
const idle = { status: 'not_started' }

test.each<[ReturnType<typeof stageOf>, Parameters<typeof stageOf>[0]]>([
  ['uploading', { video_status: 'uploading', uploading_phase: { status: 'in_progress' } }],
  ['uploading', {}],
  ['uploaded', { video_status: 'upload_complete', publishing_phase: idle }],
  ['uploaded', { uploading_phase: { status: 'completed' }, processing_phase: idle }],
  // Meta's Postman, of an upload that nobody has finished.
  [
    'uploaded',
    { video_status: 'processing', uploading_phase: done, processing_phase: idle, publishing_phase: idle },
  ],
  ['processing', { video_status: 'processing', processing_phase: { status: 'in_progress' } }],
  ['processing', { video_status: 'processing', processing_phase: done, publishing_phase: idle }],
  ['accepted', { video_status: 'processing', publishing_phase: { status: 'in_progress' } }],
  [
    'accepted',
    { video_status: 'processing', publishing_phase: { status: 'not_started', publish_status: 'published' } },
  ],
  ['hidden', { video_status: 'ready', publishing_phase: { ...idle, publish_status: 'not_published' } }],
  ['hidden', { video_status: 'ready', publishing_phase: { ...idle, publish_status: 'draft' } }],
  ['live', { video_status: 'ready', publishing_phase: { ...done, publish_status: 'published' } }],
  ['live', { publishing_phase: { status: 'completed' } }],
  ['live', { video_status: 'ready', publishing_phase: { publish_status: 'published' } }],
  ['failed', { video_status: 'error' }],
  ['failed', { video_status: 'expired' }],
  ['failed', { video_status: 'processing', processing_phase: { status: 'error' } }],
  ['failed', { publishing_phase: { status: 'not_started', publish_status: 'error' } }],
])('a video is %s by %j', (stage, status) => {
  expect(stageOf(status)).toBe(stage)
})
