import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PostContext } from '../../shared/platforms/contract.ts'
import * as linkedin from '../../shared/platforms/linkedin/index.ts'
import { mp4 } from '../fixtures/film.ts'
import { gif, jpeg, png } from '../fixtures/media.ts'
import { bakery, openWorld, type TestFile, type World } from './linkedin-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world.close())

const picture = (alt_text?: string): TestFile => ({
  kind: 'image',
  mime: 'image/jpeg',
  width: 64,
  height: 48,
  data: jpeg({ width: 64, height: 48 }),
  ...(alt_text ? { alt_text } : {}),
})

/** Padded by a box that players skip: LinkedIn takes no film below 75 KB. */
const film = async (padding = 90_000): Promise<TestFile> => {
  const made = await mp4({ width: 64, height: 48, seconds: 3 })
  const box = Buffer.alloc(padding)
  box.writeUInt32BE(padding, 0)
  box.write('free', 4, 'latin1')
  return { kind: 'video', mime: 'video/mp4', width: 64, height: 48, data: Buffer.concat([made, box]) }
}

const leaflet = (): TestFile => ({
  kind: 'document',
  mime: 'application/pdf',
  width: 0,
  height: 0,
  data: Buffer.from('%PDF-1.4\n1 0 obj << /Type /Page >> endobj\ntrailer <<>>\n%%EOF\n'),
})

const ledger = () => world.simulator.ledger()
const bodyOf = async (context: PostContext) =>
  JSON.parse(String((await linkedin.publisher.commit(context, 0)).body))

describe.each([
  ['a member', undefined],
  ['an organization', bakery],
])('a post of %s on LinkedIn', (_, target) => {
  const to = target ? { target } : {}

  it('goes live with its words, and has an address', async () => {
    const { made } = await world.publish({ text: 'Hello (world) #spring & <b> 50_50 👩‍🚀', ...to })
    const [live] = ledger()
    expect(live?.text).toBe('Hello (world) #spring & <b> 50_50 👩‍🚀')
    expect(made).toEqual({ id: live?.id, url: `${world.simulator.url}/feed/update/${live?.id}/` })
    expect(live?.id).toMatch(/^urn:li:share:\d+$/)
    const page = await fetch(typeof made === 'object' ? made.url! : '')
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Hello (world)')])
  })

  it('carries a picture with its alternative text', async () => {
    const { made } = await world.publish({ text: 'one', files: [picture('a cat')], ...to })
    expect(made).toBeTruthy()
    expect(ledger()[0]?.media).toMatchObject([{ kind: 'image', alt_text: 'a cat' }])
  })

  it('carries several pictures in their order', async () => {
    const files = [
      picture('first'),
      { ...picture('second'), mime: 'image/png', data: png({ width: 64, height: 48 }) },
      {
        ...picture(),
        kind: 'gif' as const,
        mime: 'image/gif',
        data: gif({ width: 20, height: 20, frames: 2 }),
      },
    ]
    const { made } = await world.publish({ text: 'several', files, ...to })
    expect(made).toMatchObject({ id: expect.stringMatching(/^urn:li:ugcPost:\d+$/) })
    expect(ledger()[0]?.media.map(({ alt_text }) => alt_text)).toEqual(['first', 'second', undefined])
  })

  it('carries twenty pictures', async () => {
    const files = Array.from({ length: 20 }, (_, index) => picture(`picture ${index}`))
    const { made } = await world.publish({ text: 'twenty', files, ...to })
    expect(made).toBeTruthy()
    expect(ledger()[0]?.media).toHaveLength(20)
  })

  it('carries a link with the preview that was given', async () => {
    const options = { source: 'https://example.com/a', title: 'A page', description: 'About a' }
    const { made } = await world.publish({
      text: 'read this',
      post_type: 'article',
      options,
      files: [picture()],
      ...to,
    })
    expect(made).toBeTruthy()
  })

  it.each(['', 'token-1'])('carries a film of several parts (upload token %j)', async (upload_token) => {
    await world.control('settings', { upload_token, quoted_etags: true })
    const { made } = await world.publish({
      text: 'film',
      post_type: 'video',
      options: { title: 'Our film' },
      files: [await film(9 * 1024 * 1024)],
      ...to,
    })
    expect(made).toMatchObject({ id: expect.stringMatching(/^urn:li:ugcPost:\d+$/) })
    expect(ledger()[0]?.media[0]?.kind).toBe('video')
  })

  it('carries a document under its title', async () => {
    const { made } = await world.publish({
      text: 'read',
      post_type: 'document',
      options: { title: 'Leaflet' },
      files: [leaflet()],
      ...to,
    })
    expect(made).toBeTruthy()
    expect(await world.requests('POST /rest/documents')).toHaveLength(1)
  })

  it('asks a question', async () => {
    const options = { question: 'Tea or coffee?', options: ['Tea', 'Coffee'], duration: 'THREE_DAYS' }
    const { made } = await world.publish({ text: 'vote', post_type: 'poll', options, ...to })
    expect(made).toMatchObject({ id: expect.stringMatching(/^urn:li:ugcPost:\d+$/) })
  })

  it('gets its first comment', async () => {
    const first_comment = 'More (much more) at https://example.com #now'
    const { ready, made } = await world.publish({ text: 'post', options: { first_comment }, ...to })
    const post_id = typeof made === 'object' ? made.id : undefined
    expect(linkedin.steps.count(ready.content)).toBe(2)
    expect(linkedin.steps.optional?.(ready.content)).toEqual([1])
    const commented = await world.commit({ ...ready, steps: [{ post_id: post_id! }, {}] }, 1)
    expect(commented.made).toMatchObject({ id: expect.stringMatching(/^\d+$/) })
    expect(JSON.stringify(ledger())).toContain(first_comment)
  })
})

describe('what is sent to LinkedIn', () => {
  it('is for everybody and the main feed unless its author says otherwise', async () => {
    expect(await bodyOf(await world.job({ text: 'hello' }))).toEqual({
      author: expect.stringMatching(/^urn:li:person:/),
      commentary: 'hello',
      visibility: 'PUBLIC',
      distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
      lifecycleState: 'PUBLISHED',
      isReshareDisabledByAuthor: false,
    })
    const options = { visibility: 'CONNECTIONS', is_reshare_disabled_by_author: true }
    expect(await bodyOf(await world.job({ text: 'hello', options }))).toMatchObject({
      visibility: 'CONNECTIONS',
      isReshareDisabledByAuthor: true,
    })
  })

  it('is the same at each sending, byte by byte', async () => {
    const context = await world.prepare(await world.job({ text: 'same', files: [picture()] }))
    const again = await world.prepare(context)
    expect(await linkedin.publisher.commit(again, 0)).toEqual(await linkedin.publisher.commit(context, 0))
  })

  it('keeps the token in the header and out of everything that is logged', async () => {
    const context = await world.job({ text: 'hello' })
    const request = await linkedin.publisher.commit(context, 0)
    expect(request.headers.authorization).toBe(`Bearer ${context.accessToken}`)
    expect(request.url + request.route + request.body).not.toContain(context.accessToken)
    await world.prepare(await world.job({ text: 'picture', files: [picture()] }))
    expect(JSON.stringify(world.lines)).not.toContain(context.accessToken)
    expect(JSON.stringify(world.lines)).not.toContain('dms-uploads')
  })
})

describe('preparing a LinkedIn post', () => {
  it('sends nothing again that LinkedIn already has', async () => {
    const context = await world.prepare(
      await world.job({ files: [picture('a'), picture('b')], target: bakery }),
    )
    await world.prepare(context)
    expect(await world.requests('POST /rest/images')).toHaveLength(2)
  })

  it('does not ask for the state of a member’s pictures, which is refused', async () => {
    await world.prepare(await world.job({ files: [picture()] }))
    expect(await world.requests('GET /rest/images/:urn')).toHaveLength(0)
  })

  it('waits out that a member’s picture is still being processed', async () => {
    await world.fault({ route: 'PUT /dms-uploads uploaded-image', kind: 'slow_processing', ms: 20_000 })
    const { ready, failure } = await world.publish({ text: 'slow', files: [picture()] })
    expect(failure).toMatchObject({ class: 'not_ready', row: 'media-processing' })
    world.simulator.clock.advance(20_000)
    expect((await world.commit(await world.prepare(ready))).made).toBeTruthy()
    expect(await world.requests('POST /rest/images')).toHaveLength(1)
  })

  it('uploads anew what was sent nearly a day ago', async () => {
    const context = await world.prepare(await world.job({ files: [picture()] }))
    world.simulator.clock.advance(22 * 3_600_000)
    await world.prepare(context)
    expect(await world.requests('POST /rest/images')).toHaveLength(1)
    world.simulator.clock.advance(2 * 3_600_000)
    await world.prepare(context)
    expect(await world.requests('POST /rest/images')).toHaveLength(2)
  })

  it('waits for a film that is processed slowly', async () => {
    await world.fault({ route: 'POST /rest/videos', kind: 'slow_processing', ms: 120_000 })
    const { made } = await world.publish({ text: 'film', post_type: 'video', files: [await film()] })
    expect(made).toBeTruthy()
  })

  it.each(['drop_after', 'status_after'])('gets over a lost answer to a part (%s)', async (kind) => {
    await world.fault({ route: 'PUT /dms-uploads uploaded-video', kind })
    const { made } = await world.publish({ text: 'film', post_type: 'video', files: [await film()] })
    expect(made).toBeTruthy()
  })

  it('sends a film once more when its parts do not hold together', async () => {
    await world.fault({ route: 'PUT /dms-uploads uploaded-video', kind: 'lost_part' })
    const { made } = await world.publish({ text: 'film', post_type: 'video', files: [await film()] })
    expect(made).toBeTruthy()
  })

  it('tells at once of a film that LinkedIn does not take', async () => {
    const context = await world.job({ text: 'film', post_type: 'video', files: [await film(8)] })
    await expect(world.prepare(context)).rejects.toMatchObject({
      failure: { class: 'rejected', row: 'value-refused' },
    })
  })

  it('uploads once more what LinkedIn does not know any more', async () => {
    const sent_at = world.simulator.clock.now()
    const uploads = { 0: { urn: 'urn:li:video:gone', ready: false, sent_at, polls: 0, restarts: 0 } }
    const context = await world.job({ text: 'film', post_type: 'video', files: [await film()] })
    const ready = await world.prepare({ ...context, handles: { uploads } })
    expect((await world.commit(ready)).made).toBeTruthy()
  })

  it('starts over when the upload URL has expired', async () => {
    const route = 'PUT /dms-uploads uploaded-image'
    await world.fault({ route, kind: 'upload_url_expired' })
    const context = await world.job({ files: [picture()] })
    await expect(linkedin.publisher.prepare(context)).rejects.toMatchObject({
      failure: { class: 'recreate', row: 'upload-url-expired' },
    })
    expect((await world.commit(await world.prepare(context))).made).toBeTruthy()
  })

  it('gives up on a file that LinkedIn cannot process', async () => {
    await world.fault({ route: 'POST /rest/videos', kind: 'processing_failed' })
    const context = await world.job({ text: 'film', post_type: 'video', files: [await film()] })
    await expect(world.prepare(context)).rejects.toMatchObject({
      failure: { class: 'rejected', row: 'media-processing-failed' },
    })
  })

  it('follows no upload URL to another host', async () => {
    await world.fault({
      route: 'POST /rest/images',
      kind: 'status',
      status: 200,
      times: 9,
      body: { value: { uploadUrl: 'https://linkedin.com.example/dms', image: 'urn:li:image:1' } },
    })
    await expect(world.prepare(await world.job({ files: [picture()] }))).rejects.toMatchObject({
      failure: { row: 'unreadable-answer' },
    })
  })

  it('tells a lost role from a bad file', async () => {
    await world.fault({ route: 'POST /rest/images', kind: 'role_lost' })
    const context = await world.job({ files: [picture()], target: bakery })
    await expect(world.prepare(context)).rejects.toMatchObject({ failure: { class: 'permission' } })
  })
})
