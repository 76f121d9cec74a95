import { describe, expect, it } from 'vitest'
import type { ContentAsset } from '../../shared/domain/publish-job.ts'
import type { PlatformDefinition } from '../../shared/platforms/contract.ts'
import { chunkEnd, chunkHeaders, leastBytes, planChunks } from '../../shared/platforms/tiktok/chunks.ts'
import * as tiktok from '../../shared/platforms/tiktok/index.ts'
import { matchingRows, wordsOf } from '../../shared/platforms/tiktok/match.ts'
import { photoPost, videoPostInfo } from '../../shared/platforms/tiktok/post-info.ts'
import { isUploadHost } from '../../shared/platforms/tiktok/upload.ts'
import { photoChoices, videoChoices } from './tiktok-world.ts'

const { postTypes, defaultPostType }: PlatformDefinition = tiktok.definition
const asset = (asset_type: 'image' | 'video', alt_text?: string): ContentAsset => ({
  url: 'https://files.example/1',
  asset_type,
  mime_type: asset_type === 'video' ? 'video/mp4' : 'image/jpeg',
  ...(alt_text ? { alt_text } : {}),
})
const check = (
  post_type: string,
  options: Record<string, unknown>,
  { assets = [asset('image')], text = '' } = {},
) => tiktok.check!({ post_type, options, assets, text })

describe('options', () => {
  it.each([
    ['video', videoChoices],
    ['photo', photoChoices],
  ])('of a %s are every choice of its owner, none with a default', (type, choices) => {
    const schema = postTypes[type]!.options()
    expect(schema.parse(choices)).toEqual(choices)
    for (const name of Object.keys(choices)) {
      const { [name]: _, ...rest } = choices as Record<string, unknown>
      expect(schema.safeParse(rest).error?.issues).toMatchObject([{ path: [name] }])
    }
  })

  it.each([
    ['video', { ...videoChoices, privacy_level: 'EVERYBODY' }],
    ['video', { ...videoChoices, disable_comment: 'yes' }],
    ['video', { ...videoChoices, title: 'x' }],
    ['photo', { ...photoChoices, disable_duet: true }],
    ['photo', { ...photoChoices, title: 'x'.repeat(91) }],
    ['draft', { privacy_level: 'SELF_ONLY' }],
  ])('that a %s has not are refused: %j', (type, options) => {
    expect(postTypes[type]!.options().safeParse(options).success).toBe(false)
  })

  it('go out as they were chosen, and what was not said is left out', () => {
    const content = { text: 'Hi', options: videoChoices, post_type: 'video' }
    expect(videoPostInfo(content)).toEqual({ title: 'Hi', ...videoChoices })
    expect(
      photoPost({ text: '', options: photoChoices, post_type: 'photo' }, ['https://a.example/1']),
    ).toEqual({
      media_type: 'PHOTO',
      post_mode: 'DIRECT_POST',
      post_info: photoChoices,
      source_info: { source: 'PULL_FROM_URL', photo_images: ['https://a.example/1'], photo_cover_index: 0 },
    })
  })

  it('say of AI beside the photos, not among their words', () => {
    const options = { ...photoChoices, is_aigc: false }
    const body = photoPost({ text: 'x', options, post_type: 'photo' }, [])
    expect(body).toMatchObject({ is_aigc: false })
    expect(body.post_info).not.toHaveProperty('is_aigc')
  })
})

describe('rules over several fields', () => {
  it('a paid partnership is never for its owner only', () => {
    const options = { ...videoChoices, privacy_level: 'SELF_ONLY', brand_content_toggle: true }
    expect(check('video', options, { assets: [asset('video')] }).violations).toMatchObject([
      { path: 'platform_specific_options.privacy_level', rule: 'branded_content' },
    ])
    expect(check('video', { ...options, brand_content_toggle: false }).violations).toEqual([])
  })

  it('the cover is one of the photos', () => {
    const assets = [asset('image'), asset('image')]
    expect(check('photo', { ...photoChoices, photo_cover_index: 1 }, { assets }).violations).toEqual([])
    expect(check('photo', { ...photoChoices, photo_cover_index: 2 }, { assets }).violations).toMatchObject([
      { rule: 'asset_index' },
    ])
  })

  it('a draft says where it goes, and that a video’s text stays behind', () => {
    expect(check('draft', {}).warnings).toEqual([expect.stringContaining('inbox')])
    const { violations, warnings } = check('draft', { title: 'x' }, { assets: [asset('video')], text: 'x' })
    expect(warnings).toContainEqual(expect.stringContaining('will not appear'))
    expect(violations).toMatchObject([{ rule: 'photo_options' }])
  })

  it('alternative texts have no place', () => {
    expect(check('photo', photoChoices, { assets: [asset('image', 'A cat')] }).warnings).toHaveLength(1)
  })
})

describe('what a post is when nobody says', () => {
  it('a video where there is one, else photos', () => {
    expect(defaultPostType({ assets: [asset('video')] })).toBe('video')
    expect(defaultPostType({ assets: [asset('image')] })).toBe('photo')
  })
})

describe('the pieces of a film', () => {
  it.each([
    [1, 1, 1, 0],
    [4_194_304, 4_194_304, 1, 0],
    [leastBytes, leastBytes, 1, 0],
    [2 * leastBytes - 1, 2 * leastBytes - 1, 1, 0],
    [2 * leastBytes, leastBytes, 2, leastBytes],
    [50_000_123, 6_250_015, 8, 43_750_105],
    [4 * 1024 ** 3, 6_006_947, 715, 4_288_960_158],
  ])('of %i bytes are %i each, %i in number, the last from %i', (bytes, size, count, lastStart) => {
    const plan = planChunks(bytes)
    expect(plan).toEqual({ chunk_size: size, total_chunk_count: count, lastStart })
    // As TikTok counts.
    expect(Math.floor(bytes / plan.chunk_size)).toBe(plan.total_chunk_count)
    expect(bytes - lastStart).toBeLessThan(2 * leastBytes)
  })

  it('follow each other without a gap, also from the middle of one', () => {
    const plan = planChunks(50_000_123)
    expect(chunkEnd(plan, 0)).toBe(6_250_015)
    expect(chunkEnd(plan, 6_250_015)).toBe(12_500_030)
    expect(chunkEnd(plan, 9_000_000)).toBe(12_500_030)
    expect(chunkEnd(plan, 43_000_000)).toBe(43_750_105)
  })

  it('say which bytes they are', () => {
    expect(chunkHeaders({ mime: 'video/mp4', bytes: 100 }, { start: 10, end: 20 })).toEqual({
      'content-type': 'video/mp4',
      'content-range': 'bytes 10-19/100',
    })
  })

  it.each([
    ['https://open-upload.tiktokapis.com/video/?upload_id=1', true],
    ['https://upload.us.tiktokapis.com/video/', true],
    ['http://127.0.0.1:9000/video/', true],
    ['http://open-upload.tiktokapis.com/video/', false],
    ['https://open-upload.tiktokapis.com:8443/video/', false],
    ['https://open-upload.tiktokapis.com.example/video/', false],
    ['https://eviltiktokapis.com/video/', false],
    ['https://me@open-upload.tiktokapis.com/video/', false],
    ['https://www.tiktok.com/video/', false],
    ['http://169.254.169.254/', false],
  ])('go to %s: %s', (url, is) => {
    const hosts = { api: 'http://127.0.0.1:9000', web: 'https://www.tiktok.com' }
    expect(isUploadHost({ hosts }, url)).toBe(is)
  })
})

describe('words in a list', () => {
  const row = (said: { title?: string; video_description?: string }) => ({ id: '1', create_time: 0, ...said })

  it('are the first 150 characters of the description, else the title', () => {
    const text = `${'ä👍🏽 '.repeat(100)}`
    const words = wordsOf({ text, options: { title: 'T' } })
    expect(words!.length).toBeLessThanOrEqual(150)
    const cuts = [text, text.slice(0, 150), [...text].slice(0, 150).join('')]
    expect(
      matchingRows(
        words!,
        cuts.map((title) => row({ title })),
      ),
    ).toHaveLength(3)
    expect(matchingRows(words!, [row({ video_description: text })])).toHaveLength(1)
    expect(wordsOf({ text: ' ', options: { title: 'T' } })).toBe('T')
    expect(wordsOf({ text: '', options: {} })).toBeUndefined()
  })

  it('equal none but their own', () => {
    expect(matchingRows('a', [row({ title: 'b' }), row({}), row({ title: ' a\r\n' })])).toHaveLength(1)
  })
})
