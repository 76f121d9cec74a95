import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { mp4 } from '../fixtures/film.ts'
import { png } from '../fixtures/media.ts'
import { openWorld, uploadInChunks, uploadPicture, type World, type XUser } from './x-world.ts'

const file = new URL('../../../shared/specs/x-openapi-2.167-slice.json', import.meta.url)
const present = existsSync(file)

describe.skipIf(!present)(
  `the simulated X answers in the shapes of specification 2.167${present ? '' : ' (file absent)'}`,
  () => {
    const schemas = present ? JSON.parse(readFileSync(file, 'utf8')).components.schemas : {}
    const definitions = JSON.parse(
      JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/definitions/'),
    )
    const shape = (name: string) =>
      z.fromJSONSchema({ $ref: `#/definitions/${name}`, definitions } as never, {
        defaultTarget: 'openapi-3.0',
      })
    const fits = (name: string, value: unknown) =>
      expect(shape(name).safeParse(value).error?.issues ?? []).toEqual([])

    let x: World
    let alice: XUser
    beforeAll(async () => {
      x = await openWorld({ settings: { vocabulary: 'newer', visibility_delay_ms: 0 } })
      alice = await x.connect()
    })
    afterAll(() => x.simulator.close())

    test('writing, reading and deleting a post', async () => {
      const media = await uploadPicture(alice, png({ width: 8, height: 8 }))
      const created = await alice.tweet('A #post for @bob about $AAPL on example.com', {
        media: { media_ids: [media] },
      })
      fits('CreatePostsResponse', created.body)
      const { id } = created.body.data
      const fields =
        'post.fields=created_at,entities,public_metrics,attachments,conversation_id,reply_settings'
      const expansions =
        'expansions=author_id,attachments.media_keys,referenced_posts&media.fields=url,width,height,alt_text'
      const me = await alice.get(
        '/2/users/me?user.fields=profile_image_url,verified_type,subscription_type,public_metrics',
      )
      fits('GetUsersMeResponse', me.body)
      fits(
        'GetUsersPostsResponse',
        (await alice.get(`/2/users/${me.body.data.id}/tweets?${fields}&${expansions}`)).body,
      )
      fits('GetPostsByIdResponse', (await alice.get(`/2/tweets/${id}?${fields}`)).body)
      fits('GetPostsByIdsResponse', (await alice.get(`/2/tweets?ids=${id},1&${fields}`)).body)
      fits('DeletePostsResponse', (await alice.remove(`/2/tweets/${id}`)).body)
    })

    test('uploading media', async () => {
      const picture = await alice.upload('/2/media/upload', {
        media: png({ width: 8, height: 8 }),
        media_category: 'tweet_image',
      })
      fits('MediaUploadResponse', picture.body)
      const about = { media_type: 'video/mp4', media_category: 'tweet_video' }
      fits(
        'InitializeMediaUploadResponse',
        (await alice.post('/2/media/upload/initialize', { ...about, total_bytes: 5 })).body,
      )
      const film = await uploadInChunks(alice, await mp4({ width: 64, height: 64, seconds: 1 }), about)
      fits('FinalizeMediaUploadResponse', film.body)
      fits(
        'GetMediaUploadStatusResponse',
        (await alice.get(`/2/media/upload?media_id=${film.body.data.id}`)).body,
      )
      const metadata = { id: picture.body.data.id, metadata: { alt_text: { text: 'x' } } }
      fits('CreateMediaMetadataResponse', (await alice.post('/2/media/metadata', metadata)).body)
    })

    test('trends and counts', async () => {
      fits('GetTrendsByWoeidResponse', (await alice.get('/2/trends/by/woeid/1')).body)
      fits('GetPostsCountsRecentResponse', (await alice.get('/2/tweets/counts/recent?query=coffee')).body)
    })

    test('problems', async () => {
      fits('InvalidRequestProblem', (await alice.post('/2/tweets', {})).body)
      fits('ResourceNotFoundProblem', (await alice.get('/2/tweets/1')).body.errors[0])
    })

    test('the simulator takes and refuses the request bodies that the specification does', async () => {
      const bodies = [
        { text: 'plain' },
        { text: 'settings', reply_settings: 'following', made_with_ai: true, paid_partnership: false },
        { text: 'poll', poll: { options: ['a', 'b'], duration_minutes: 5 } },
        { text: 'poll', poll: { options: ['a'], duration_minutes: 5 } },
        { text: 'poll', poll: { options: ['a', 'x'.repeat(26)], duration_minutes: 5 } },
        { text: 'poll', poll: { options: ['a', 'b'], duration_minutes: 10_081 } },
        { text: 'unknown', idempotency_key: 'x' },
        { text: 'reply', reply: {} },
        { text: 'media', media: { media_ids: [] } },
        { text: 'media', media: { media_ids: ['1', '2', '3', '4', '5'] } },
        { text: 7 },
        { text: 'geo', geo: { place_id: 'x', name: 'y' } },
      ]
      for (const body of bodies) {
        const allowed = shape('CreatePostsRequest').safeParse(body).success
        expect((await alice.post('/2/tweets', body)).status, JSON.stringify(body)).toBe(allowed ? 201 : 400)
      }
    })
  },
)
