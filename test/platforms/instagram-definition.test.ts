import { expect, test } from 'vitest'
import type { PlatformDefinition } from '../../shared/platforms/contract.ts'
import * as instagram from '../../shared/platforms/instagram/index.ts'

const { check } = instagram
const definition: PlatformDefinition = instagram.definition
const image = { url: 'https://a.example/a.jpg', asset_type: 'image' as const, mime_type: 'image/jpeg' }
const video = { url: 'https://a.example/a.mp4', asset_type: 'video' as const, mime_type: 'video/mp4' }

test.each([
  ['post', [image]],
  ['reel', [video]],
  ['carousel', [image, video]],
  ['post', []],
])('without a post type it is a %s by its assets', (type, assets) => {
  expect(definition.defaultPostType({ assets })).toBe(type)
})

const accepts = (type: string, options: Record<string, unknown>) =>
  definition.postTypes[type]!.options().safeParse(options).success

test.each([
  ['post', { user_tags: [{ username: 'bob', x: 0, y: 1 }], collaborators: ['a.b_c'], location_id: '123' }],
  ['post', { location_id: null, is_ai_generated: true }],
  ['carousel', { user_tags: [{ item: 9, username: 'bob', x: 0.5, y: 0.5 }], share_to_feed: true }],
  ['reel', { cover_url: 'https://a.example/c.jpg', thumb_offset: 0, audio_name: 'rain' }],
  ['reel', { trial_params: { graduation_strategy: 'SS_PERFORMANCE' }, user_tags: [{ username: 'bob' }] }],
  ['post', { first_comment: 'a'.repeat(2200) }],
  ['carousel', { first_comment: 'עברית 👋🏽' }],
  ['reel', { first_comment: null }],
  ['story', { user_tags: [{ username: 'bob' }, { username: 'carol', x: 0, y: 0 }] }],
])('a %s takes %o', (type, options) => {
  expect(accepts(type, options)).toBe(true)
})

test.each([
  ['post', { user_tags: [{ username: 'bob' }] }],
  ['post', { user_tags: [{ username: '@bob', x: 0, y: 0 }] }],
  ['post', { user_tags: Array.from({ length: 21 }, () => ({ username: 'bob', x: 0, y: 0 })) }],
  ['post', { collaborators: ['a', 'b', 'c', 'd'] }],
  ['post', { thumb_offset: 1 }],
  ['carousel', { user_tags: [{ username: 'bob', x: 0, y: 0 }] }],
  ['reel', { user_tags: [{ username: 'bob', x: 0, y: 0 }] }],
  ['reel', { cover_url: 'http://a.example/c.jpg' }],
  ['reel', { cover_url: 'https://a.example/ü.jpg' }],
  ['reel', { trial_params: { graduation_strategy: 'LATER' } }],
  ['story', { user_tags: [{ username: 'bob', x: 0 }] }],
  ['story', { collaborators: ['bob'] }],
  ['story', { first_comment: 'first!' }],
  ['post', { first_comment: '  ' }],
  ['post', { first_comment: 'a'.repeat(2201) }],
  ['post', { first_comment: 'half \uD83D' }],
])('a %s refuses %o', (type, options) => {
  expect(accepts(type, options)).toBe(false)
})

test('tags of a carousel stand on its images', () => {
  const tag = (item: number) => ({ item, username: 'bob', x: 0, y: 0 })
  const content = { post_type: 'carousel', text: '', assets: [image, video] }
  expect(check!({ ...content, options: { user_tags: [tag(0)] } }).violations).toEqual([])
  const { violations } = check!({ ...content, options: { user_tags: [tag(0), tag(1), tag(2)] } })
  expect(violations.map(({ path }) => path)).toEqual([
    'platform_specific_options.user_tags.1.item',
    'platform_specific_options.user_tags.2.item',
  ])
})

test('a cover that wins over a thumb offset is told', () => {
  const options = { cover_url: 'https://a.example/c.jpg', thumb_offset: 5 }
  expect(check!({ post_type: 'reel', text: '', assets: [video], options }).warnings).toHaveLength(1)
})
