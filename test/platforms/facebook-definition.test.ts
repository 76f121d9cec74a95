import { expect, test } from 'vitest'
import type { PlatformDefinition } from '../../shared/platforms/contract.ts'
import * as facebook from '../../shared/platforms/facebook/index.ts'

const { check } = facebook
const definition: PlatformDefinition = facebook.definition
const image = { url: 'https://a.example/a.jpg', asset_type: 'image' as const, mime_type: 'image/jpeg' }
const video = { url: 'https://a.example/a.mp4', asset_type: 'video' as const, mime_type: 'video/mp4' }

test.each([
  ['post', []],
  ['post', [image]],
  ['post', [image, image]],
  ['video', [video]],
])('without a post type it is a %s by its assets', (type, assets) => {
  expect(definition.defaultPostType({ assets })).toBe(type)
})

const accepts = (type: string, options: Record<string, unknown>) =>
  definition.postTypes[type]!.options().safeParse(options).success

test.each([
  ['post', {}],
  ['post', { link: 'https://a.example/x?y=1', first_comment: 'Hello' }],
  ['post', { link: null, first_comment: null }],
  ['video', { title: 'A film', first_comment: 'Hello' }],
  ['reel', { title: null }],
  ['story', {}],
])('a %s takes %o', (type, options) => {
  expect(accepts(type, options)).toBe(true)
})

test.each([
  ['post', { link: 'ftp://a.example' }],
  ['post', { link: 'a.example' }],
  ['post', { first_comment: '  ' }],
  ['post', { title: 'x' }],
  ['video', { link: 'https://a.example' }],
  ['reel', { title: 'x'.repeat(256) }],
  ['story', { first_comment: 'x' }],
  ['story', { title: 'x' }],
])('a %s refuses %o', (type, options) => {
  expect(accepts(type, options)).toBe(false)
})

const post = (options: Record<string, unknown>, assets = [image]) =>
  check!({ post_type: 'post', text: 'x', assets, options })

test('a link and photos do not go together', () => {
  expect(post({ link: 'https://a.example' }).violations).toMatchObject([
    { path: 'platform_specific_options.link', rule: 'link_without_media' },
  ])
  expect(post({ link: 'https://a.example' }, []).violations).toEqual([])
  expect(post({ link: null }).violations).toEqual([])
})

test.each(['https://www.facebook.com/x', 'https://fb.me/x'])('a link to %s is discouraged', (link) => {
  expect(post({ link }, []).warnings).toHaveLength(1)
  expect(post({ link: 'https://notfacebook.com' }, []).warnings).toEqual([])
})
