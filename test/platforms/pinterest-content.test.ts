import { describe, expect, it } from 'vitest'
import type { PlatformDefinition } from '../../shared/platforms/contract.ts'
import * as pinterest from '../../shared/platforms/pinterest/index.ts'
import { isUploadHost } from '../../shared/platforms/pinterest/upload.ts'

const definition: PlatformDefinition = pinterest.definition
const image = { url: 'https://a.example/a.jpg', asset_type: 'image' as const, mime_type: 'image/jpeg' }
const video = { url: 'https://a.example/a.mp4', asset_type: 'video' as const, mime_type: 'video/mp4' }

const accepts = (type: string, options: Record<string, unknown>) =>
  definition.postTypes[type]!.options().safeParse(options).success

describe('the options of a Pin', () => {
  it.each([
    ['post', {}],
    ['post', { board_id: '512636375000000201', board_section_id: '5126363750000003001' }],
    ['post', { title: '🌆'.repeat(50), link: 'http://a.example/' }],
    [
      'post',
      { dominant_color: '#6e7874', ai_disclosures: { values: ['SYNTHETIC_PERFORMER', 'AI_MODIFIED'] } },
    ],
    ['post', { title: null, link: null }],
    ['carousel', { index: 4, items: [{ title: 'a', link: 'https://a.example/' }, {}, { description: 'c' }] }],
    ['video', { cover_image_key_frame_time: 0 }],
  ])('of type %s may be %j', (type, options) => {
    expect(accepts(type, options)).toBe(true)
  })

  it.each([
    ['post', { board_id: 'art' }],
    ['post', { board_id: 5126 }],
    ['post', { title: 'a'.repeat(101) }],
    ['post', { title: ' ' }],
    ['post', { link: 'ftp://a.example/' }],
    ['post', { link: 'a.example' }],
    ['post', { link: `https://a.example/${'l'.repeat(2031)}` }],
    ['post', { dominant_color: 'red' }],
    ['post', { ai_disclosures: { values: ['NONE'] } }],
    ['post', { index: 0 }],
    ['post', { privacy: 'secret' }],
    ['carousel', { index: 5 }],
    ['carousel', { items: Array.from({ length: 6 }, () => ({})) }],
    ['carousel', { items: [{ alt_text: 'a' }] }],
    ['video', { cover_image_key_frame_time: 1.5 }],
    ['video', { items: [] }],
  ])('of type %s may not be %j', (type, options) => {
    expect(accepts(type, options)).toBe(false)
  })
})

describe('a Pin by its files', () => {
  it.each([
    ['post', [image]],
    ['post', []],
    ['carousel', [image, image]],
    ['video', [video]],
    ['video', [video, image]],
  ])('is a %s', (type, assets) => {
    expect(definition.defaultPostType({ assets })).toBe(type)
  })
})

describe('rules over several fields', () => {
  const check = (
    post_type: string,
    given: { text?: string; assets?: object[]; options?: Record<string, unknown> },
  ) =>
    pinterest.check!({
      post_type,
      text: given.text ?? '',
      assets: (given.assets ?? [image]) as (typeof image)[],
      options: given.options ?? {},
    })
  const rules = (...given: Parameters<typeof check>) => check(...given).violations.map(({ rule }) => rule)

  it.each([
    ['one film', [video]],
    ['a film and its cover', [video, image]],
  ])('a video Pin may be %s', (_, assets) => {
    expect(check('video', { assets })).toEqual({ violations: [], warnings: [] })
  })

  it.each([
    ['two films', [video, video]],
    ['pictures alone', [image, image]],
  ])('a video Pin may not be %s', (_, assets) => {
    expect(rules('video', { assets })).toEqual(['media_mix'])
  })

  it('the cover and the words of a carousel belong to its pictures', () => {
    const assets = [image, image]
    expect(rules('carousel', { assets, options: { index: 2 } })).toEqual(['asset_index'])
    expect(rules('carousel', { assets, options: { items: [{}, {}, {}] } })).toEqual(['max_items'])
    expect(rules('carousel', { assets, options: { index: 1, items: [{}, {}] } })).toEqual([])
  })

  it.each([
    ['the same shape', [1000, 1500], []],
    ['a pixel of rounding', [667, 1000], []],
    ['another shape', [1000, 1400], ['same_ratio']],
  ])('measured pictures of a carousel: %s', (_, [width, height], broken) => {
    const media = [
      { width: 1000, height: 1500 },
      { width: width!, height: height! },
    ].map((size) => ({ ...size, key: 'k', kind: 'image' as const, mime: 'image/jpeg', bytes: 1 }))
    const carousel = { post_type: 'carousel', text: '', assets: [image, image], options: {} }
    const { violations } = pinterest.check!(carousel as Parameters<typeof pinterest.check & {}>[0], media)
    expect(violations.map(({ rule }) => rule)).toEqual(broken)
  })

  it('warns of what is cut, not used, or kept once only', () => {
    expect(check('post', { text: 'a'.repeat(500) }).warnings).toEqual([])
    expect(check('post', { text: 'a'.repeat(501) }).warnings).toHaveLength(1)
    const options = { cover_image_key_frame_time: 2 }
    expect(check('video', { assets: [video, image], options }).warnings[0]).toMatch(/cover/)
    expect(check('video', { assets: [video], options }).warnings).toEqual([])
    const described = { ...image, alt_text: 'a wall' }
    expect(check('carousel', { assets: [described, described] }).warnings[0]).toMatch(/alternative text/)
  })
})

describe('where an upload may go', () => {
  const hosts = {
    web: 'https://www.pinterest.com',
    api: 'https://api.pinterest.com',
    upload: 'https://uploads.example',
  }
  it.each([
    'https://pinterest-media-upload.s3-accelerate.amazonaws.com/',
    'https://pinterest-media-upload.s3.amazonaws.com/',
    'https://pinterest-media-upload.s3.us-east-1.amazonaws.com/a',
    'https://upload.pinterest.com/a',
    'https://uploads.example/a',
  ])('%s', (url) => {
    expect(isUploadHost({ hosts }, url)).toBe(true)
  })

  it.each([
    'http://pinterest-media-upload.s3-accelerate.amazonaws.com/',
    'https://pinterest-media-upload.s3-accelerate.amazonaws.com:8443/',
    'https://pinterest-media-upload.example/',
    'https://pinterest-media-upload.s3.amazonaws.com.evil.example/',
    'https://evil.s3.amazonaws.com/pinterest-media-upload.s3.amazonaws.com',
    'https://evil-pinterest-media-upload.s3.amazonaws.com/',
    'https://www.pinterest.com@evil.example/',
    'https://evilpinterest.com/',
    'http://169.254.169.254/',
    'http://uploads.example/',
  ])('never %s', (url) => {
    expect(isUploadHost({ hosts }, url)).toBe(false)
  })
})
