import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mp4 } from '../fixtures/film.ts'
import { jpeg } from '../fixtures/media.ts'
import { bakery, openWorld, publisher, type World } from './facebook-world.ts'

const file = new URL('../../../shared/specs/meta-graph-key-endpoints.json', import.meta.url)
const absent = !existsSync(file)

interface Node {
  fields: Record<string, string>
  apis: { method: string; edge: string; params: { name: string }[] }[]
}

const spec: Record<string, Node> = absent ? {} : JSON.parse(readFileSync(file, 'utf8'))

/** The type as the specification names it, of what came back. */
function fits(type: string, value: unknown): boolean {
  if (type === 'string' || type === 'datetime') return typeof value === 'string'
  if (type === 'bool') return typeof value === 'boolean'
  if (/^(unsigned )?int$|^float$/.test(type)) return typeof value === 'number'
  if (type.startsWith('list')) return Array.isArray(value) || typeof value === 'object'
  return typeof value === 'object'
}

describe.skipIf(absent)("Meta's machine description", () => {
  let world: World
  let me: ReturnType<typeof publisher>
  let user: string
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    world = await openWorld()
    user = await world.userToken()
    me = publisher(world, await world.pageToken())
    const url = world.host.serve('/square.jpg', jpeg({ width: 320, height: 320 }))
    const { id, post_id } = (await me.photo({ url, caption: 'bread', alt_text_custom: 'A loaf' })).body
    ids.Photo = id
    ids.PagePost = post_id
    ids.AdVideo = await me.uploaded('video_reels', await mp4({ width: 540, height: 960, seconds: 3 }))
    await me.finishReel(ids.AdVideo, { description: 'knead', title: 'Knead' })
    world.advance(8000)
    ids.Page = bakery
  })
  afterAll(() => world.close())

  test.each(['Page', 'PagePost', 'Photo', 'AdVideo'])(
    'all fields of %s are known, of their type',
    async (node) => {
      const { fields } = spec[node]!
      const { status, body } = await me.get(ids[node]!, Object.keys(fields).join(','))
      expect(status, JSON.stringify(body)).toBe(200)
      for (const [name, value] of Object.entries(body))
        expect(fits(fields[name]!, value), `${name} is a ${fields[name]}: ${JSON.stringify(value)}`).toBe(
          true,
        )
    },
  )

  test('all fields of User are known', async () => {
    const fields = Object.keys(spec.User!.fields).join(',')
    const { status, body } = await world.call('GET', '/v26.0/me', { access_token: user, fields })
    expect(status, JSON.stringify(body)).toBe(200)
  })

  test('the parameters read are the ones described', () => {
    const parameters = (node: string, edge: string, method = 'POST') =>
      spec[node]!.apis.find((api) => api.edge === edge && api.method === method)!.params.map(
        ({ name }) => name,
      )
    expect(parameters('Page', 'feed')).toEqual(
      expect.arrayContaining([
        'message',
        'link',
        'published',
        'scheduled_publish_time',
        'unpublished_content_type',
        'attached_media',
        'targeting',
      ]),
    )
    expect(parameters('Page', 'photos')).toEqual(
      expect.arrayContaining([
        'url',
        'caption',
        'message',
        'name',
        'alt_text_custom',
        'published',
        'temporary',
      ]),
    )
    expect(parameters('Page', 'videos')).toEqual(
      expect.arrayContaining([
        'file_url',
        'source',
        'description',
        'title',
        'upload_phase',
        'upload_session_id',
        'start_offset',
        'video_file_chunk',
        'file_size',
      ]),
    )
    expect(parameters('Page', 'video_reels')).toEqual(
      expect.arrayContaining(['upload_phase', 'video_id', 'video_state', 'description', 'title']),
    )
    expect(parameters('Page', 'video_stories')).toEqual(expect.arrayContaining(['upload_phase', 'video_id']))
    expect(parameters('Page', 'photo_stories')).toEqual(['photo_id'])
    expect(parameters('PagePost', 'comments')).toEqual(expect.arrayContaining(['message', 'attachment_url']))
    expect(parameters('PagePost', '#update')).toEqual(
      expect.arrayContaining(['message', 'is_published', 'scheduled_publish_time']),
    )
  })
})
