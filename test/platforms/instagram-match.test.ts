import { expect, test } from 'vitest'
import type { JobMedia } from '../../shared/domain/publish-job.ts'
import type { PostRow } from '../../shared/platforms/instagram/list-posts.ts'
import { matchingPosts } from '../../shared/platforms/instagram/match-post.ts'

const image: JobMedia = { key: 'a', kind: 'image', mime: 'image/jpeg', bytes: 1, width: 1, height: 1 }
const video: JobMedia = { ...image, kind: 'video', mime: 'video/mp4' }
const row = (changes: Partial<PostRow> = {}): PostRow => ({
  id: '1',
  timestamp: 0,
  caption: 'Hello',
  media_type: 'IMAGE',
  media_product_type: 'FEED',
  ...changes,
})
const matched = (post_type: string, text: string, rows: PostRow[], media = [image]) =>
  matchingPosts({ post_type, text }, media, rows).map(({ id }) => id)

test.each([
  ['line ends', 'one\r\ntwo', 'one\ntwo'],
  ['composition of letters', 'e\u0301te\u0301', '\u00e9t\u00e9'],
  ['white space around it', ' Hello \n', 'Hello'],
  ['dropped @ signs', 'with @bob and @carol', 'with bob and carol'],
])('a caption matches whatever happened to %s', (_, ours, theirs) => {
  expect(matched('post', ours, [row({ caption: theirs })])).toEqual(['1'])
})

test('another caption does not match, nor does none', () => {
  const rows = [row({ caption: 'Hello!' }), row({ id: '2', caption: undefined })]
  expect(matched('post', 'Hello', rows)).toEqual([])
})

test('a post without text is one that shows no caption', () => {
  expect(matched('post', '', [row(), row({ id: '2', caption: undefined })])).toEqual(['2'])
})

test('where the network keeps all captions from us, type and time must do', () => {
  expect(matched('post', 'Hello', [row({ caption: undefined })])).toEqual(['1'])
})

test('every row that matches is returned', () => {
  expect(matched('post', 'Hello', [row(), row({ id: '2' })])).toEqual(['1', '2'])
})

test.each([
  ['post', [image], row({ media_type: 'VIDEO' })],
  ['post', [image], row({ media_product_type: 'STORY' })],
  ['post', [image], row({ media_type: 'CAROUSEL_ALBUM' })],
  ['reel', [video], row()],
  ['reel', [video], row({ media_type: 'VIDEO', media_product_type: 'STORY' })],
  ['story', [video], row({ media_product_type: 'STORY' })],
  ['carousel', [image, image], row()],
  ['carousel', [image, image], row({ media_type: 'CAROUSEL_ALBUM', children: { data: [{ id: '2' }] } })],
])('a %s is not a row of another kind', (type, media, other) => {
  expect(matched(type, 'Hello', [other], media)).toEqual([])
})

test.each([
  ['post', [image], row({ media_product_type: undefined })],
  ['reel', [video], row({ media_type: 'VIDEO', media_product_type: undefined })],
  ['story', [video], row({ media_type: 'VIDEO', media_product_type: undefined, caption: undefined })],
  ['carousel', [image, image], row({ media_type: 'CAROUSEL_ALBUM', media_product_type: undefined })],
])('a %s matches where the network names less', (type, media, same) => {
  expect(matched(type, 'Hello', [same], media)).toEqual(['1'])
})
