import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { mp4 } from '../fixtures/film.ts'
import {
  type Body,
  boards,
  openWorld,
  type Pinner,
  picture,
  pinOf,
  scopes,
  uploadFilm,
  type World,
} from './pinterest-world.ts'

const file = new URL('../../../shared/specs/pinterest-openapi-5.23.0-slice.json', import.meta.url)
const delta = new URL('../../../shared/specs/pinterest-openapi-5.28.0-delta.json', import.meta.url)
const present = existsSync(file) && existsSync(delta)

describe.skipIf(!present)(
  `the simulated Pinterest answers in the shapes of specification 5.23.0${present ? '' : ' (file absent)'}`,
  () => {
    const specification: Body = present
      ? JSON.parse(readFileSync(file, 'utf8'))
      : { paths: {}, components: {} }
    const definitions = asDefinitions(specification.components.schemas ?? {})
    const shape = (schema: Body) =>
      z.fromJSONSchema({ ...asDefinitions(schema), definitions } as never, { defaultTarget: 'openapi-3.0' })
    const named = (name: string) => shape({ $ref: `#/components/schemas/${name}` })

    /** The answer has the status and shape that the operation declares. */
    const fits = (operation: string, { status, body }: { status: number; body: Body }) => {
      const [method, path] = operation.split(' ') as [string, string]
      const { responses } = specification.paths[path][method.toLowerCase()]
      const declared = responses[status] ?? responses.default
      const schema = declared.content?.['application/json']?.schema
      if (!schema) return expect(body, operation).toBe('')
      const issues = shape(schema).safeParse(body).error?.issues ?? []
      expect(issues, `${operation} ${JSON.stringify(body)}`).toEqual([])
    }

    let world: World
    let alice: Pinner
    beforeAll(async () => {
      world = await openWorld({
        settings: { created_at_zone: 'utc', beta_features: true, rate_limits: false },
      })
      alice = await world.connect()
    })
    afterAll(() => world.close())

    test('tokens', async () => {
      const answer = await world.exchange(await world.freshCode())
      fits('POST /oauth/token', answer)
      expect(named('OauthAccessTokenResponseCode').safeParse(answer.body).success).toBe(true)
      const { refresh_token } = answer.body
      const refreshed = await world.token({ grant_type: 'refresh_token', refresh_token })
      expect(named('OauthAccessTokenResponseRefresh').safeParse(refreshed.body).success).toBe(true)
      fits('POST /oauth/token', await world.token({ grant_type: 'refresh_token', refresh_token: 'x' }))
    })

    test('account and boards', async () => {
      fits('GET /user_account', await alice.get('/user_account'))
      fits('GET /boards', await alice.get('/boards'))
      const board = await alice.post('/boards', { name: 'Specified' })
      fits('POST /boards', board)
      fits('GET /boards/{board_id}', await alice.get(`/boards/${board.body.id}`))
      fits('PATCH /boards/{board_id}', await alice.patch(`/boards/${board.body.id}`, { description: 'x' }))
      fits('GET /boards/{board_id}/sections', await alice.get(`/boards/${boards.recipes}/sections`))
      const sections = `/boards/${board.body.id}/sections`
      fits('POST /boards/{board_id}/sections', await alice.post(sections, { name: 'One' }))
      fits('DELETE /boards/{board_id}', await alice.remove(`/boards/${board.body.id}`))
      fits('GET /boards/{board_id}/pins', await alice.get('/boards/1/pins'))
    })

    test('Pins of every kind', async () => {
      const image = await alice.pin({ title: 'x', link: 'https://x.example/' })
      fits('POST /pins', image)
      const item = { content_type: 'image/jpeg', data: picture().toString('base64') }
      const media_source = { source_type: 'multiple_image_base64', items: [item, { ...item, title: 't' }] }
      fits('POST /pins', await alice.pin({ media_source }))
      const media_id = await uploadFilm(world, alice, await mp4({ width: 200, height: 300, seconds: 5 }))
      const cover = { cover_image_content_type: item.content_type, cover_image_data: item.data }
      const video = await alice.pin({ media_source: { source_type: 'video_id', media_id, ...cover } })
      fits('POST /pins', video)
      world.simulator.clock.advance(2000)
      fits('GET /pins/{pin_id}', await alice.get(`/pins/${video.body.id}?pin_metrics=true`))
      fits('GET /pins', await alice.get('/pins'))
      fits('GET /boards/{board_id}/pins', await alice.get(`/boards/${boards.inspiration}/pins`))
      fits('PATCH /pins/{pin_id}', await alice.patch(`/pins/${image.body.id}`, { title: 'y' }))
      fits(
        'POST /pins/{pin_id}/save',
        await alice.post(`/pins/${image.body.id}/save`, { board_id: boards.recipes }),
      )
      fits('DELETE /pins/{pin_id}', await alice.remove(`/pins/${image.body.id}`))
      fits('GET /pins/{pin_id}', await alice.get(`/pins/${image.body.id}`))
      fits('POST /pins', await alice.pin({ title: 5 }))
    })

    test('a Pin has every field that 5.28.0 lists', async () => {
      const added: Body = JSON.parse(readFileSync(delta, 'utf8'))
      const { body } = await alice.pin({ ai_disclosures: { values: ['AI_MODIFIED'] } })
      expect(Object.keys(body)).toEqual(expect.arrayContaining(added.schemas.PinBase.properties))
    })

    test('media uploads', async () => {
      const upload = await alice.post('/media', { media_type: 'video' })
      fits('POST /media', upload)
      expect(Object.keys(upload.body.upload_parameters).sort()).toEqual(
        Object.keys(definitions.MediaUploadParameters.properties).sort(),
      )
      fits('GET /media/{media_id}', await alice.get(`/media/${upload.body.media_id}`))
      fits('GET /media', await alice.get('/media'))
      fits('GET /media/{media_id}', await alice.get('/media/1'))
    })

    test('analytics and trends', async () => {
      const { id } = (await alice.pin()).body
      const today = new Date(world.simulator.clock.now()).toISOString().slice(0, 10)
      const range = `start_date=${today}&end_date=${today}`
      fits('GET /user_account/analytics', await alice.get(`/user_account/analytics?${range}`))
      const top = `/user_account/analytics/top_pins?${range}&sort_by=IMPRESSION`
      fits('GET /user_account/analytics/top_pins', await alice.get(top))
      const metrics = `${range}&metric_types=IMPRESSION,SAVE_RATE,TOTAL_COMMENTS`
      fits('GET /pins/{pin_id}/analytics', await alice.get(`/pins/${id}/analytics?${metrics}`))
      fits('GET /pins/analytics', await alice.get(`/pins/analytics?pin_ids=${id}&${metrics}`))
      const keywords = '/trends/keywords/DE%2BAT%2BCH/top/growing'
      fits('GET /trends/keywords/{region}/top/{trend_type}', await alice.get(keywords))
    })

    test('each operation asks for the scopes the specification names', async () => {
      const reader = await world.connect('bob', ['ads:read'])
      const operations: Record<string, string> = {
        'GET /user_account': '/user_account',
        'GET /boards': '/boards',
        'GET /boards/{board_id}': '/boards/1',
        'GET /boards/{board_id}/pins': '/boards/1/pins',
        'GET /boards/{board_id}/sections': '/boards/1/sections',
        'GET /boards/{board_id}/sections/{section_id}/pins': '/boards/1/sections/1/pins',
        'GET /pins': '/pins',
        'GET /pins/{pin_id}': '/pins/1',
        'GET /pins/{pin_id}/analytics': '/pins/1/analytics',
        'GET /pins/analytics': '/pins/analytics',
        'GET /media': '/media',
        'GET /media/{media_id}': '/media/1',
        'GET /user_account/analytics': '/user_account/analytics',
        'GET /user_account/analytics/top_pins': '/user_account/analytics/top_pins',
        'GET /trends/keywords/{region}/top/{trend_type}': '/trends/keywords/US/top/growing',
        'POST /boards': '/boards',
        'POST /boards/{board_id}/sections': '/boards/1/sections',
        'PATCH /boards/{board_id}': '/boards/1',
        'DELETE /boards/{board_id}': '/boards/1',
        'DELETE /boards/{board_id}/sections/{section_id}': '/boards/1/sections/1',
        'POST /media': '/media',
        'POST /pins': '/pins',
        'POST /pins/{pin_id}/save': '/pins/1/save',
        'PATCH /pins/{pin_id}': '/pins/1',
        'DELETE /pins/{pin_id}': '/pins/1',
      }
      const headers = { authorization: `Bearer ${reader.tokens.access_token}` }
      for (const [operation, path] of Object.entries(operations)) {
        const [method, declared] = operation.split(' ') as [string, string]
        const { security } = specification.paths[declared][method.toLowerCase()]
        const { status, body } = await world.send(method, `/v5${path}`, { headers })
        const named = body.message.match(/'([a-z_:]+)'/g).map((scope: string) => scope.slice(1, -1))
        expect([operation, status, named.sort()]).toEqual([
          operation,
          403,
          security[0].pinterest_oauth2.toSorted(),
        ])
      }
    })

    test('the simulator takes and refuses the media sources that the specification does', async () => {
      const data = picture().toString('base64')
      const base64 = { content_type: 'image/jpeg', data }
      const sources: Body[] = [
        { source_type: 'image_base64', ...base64 },
        { source_type: 'image_base64', ...base64, is_standard: true },
        { source_type: 'image_base64', data },
        { source_type: 'image_base64', content_type: 'image/webp', data },
        { source_type: 'image_base64', content_type: 'image/jpeg', data: 'data:image/jpeg;base64,aGk=' },
        { source_type: 'image_url' },
        { source_type: 'image_url', url: 5 },
        { source_type: 'image_file', url: 'https://x.example/a.jpg' },
        { source_type: 'multiple_image_base64', items: [base64, base64] },
        { source_type: 'multiple_image_base64', items: Array(5).fill(base64), index: 4 },
        { source_type: 'multiple_image_base64', items: Array(6).fill(base64) },
        { source_type: 'multiple_image_base64', items: [base64] },
        { source_type: 'multiple_image_base64', items: [base64, base64], index: -1 },
        { source_type: 'multiple_image_urls', items: [{ title: 'x' }, { title: 'y' }] },
        { source_type: 'video_id' },
        { source_type: 'video_id', media_id: 'abc', cover_image_key_frame_time: 1 },
      ]
      for (const media_source of sources) {
        const allowed = named('PinCreate').safeParse(pinOf({ media_source })).success
        const { status } = await alice.pin({ media_source })
        expect(status, JSON.stringify(media_source).slice(0, 120)).toBe(allowed ? 201 : 400)
      }
    })

    test('every scope a client may ask for is known', async () => {
      const flows = specification.components.securitySchemes?.pinterest_oauth2?.flows
      const known = Object.keys(flows?.authorizationCode?.scopes ?? {})
      const asked = known.length > 0 ? known : scopes
      await world.control('consent', { auto: true })
      expect((await world.authorize({ scope: asked.join(' ') })).status).toBe(302)
    })
  },
)

/** References as zod reads them. */
function asDefinitions(schema: Body): Body {
  return JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/definitions/'))
}
