import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as pinterest from '../../shared/platforms/pinterest/index.ts'
import { jpeg } from '../fixtures/media.ts'
import { film, picture, pngPicture } from './pinterest-files.ts'
import { breakfast, failureOf, openWorld, recipes, type World } from './pinterest-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world.close())

const hour = 3_600_000

describe('a Pin of one picture', () => {
  it('goes live on its board with all its words and is named by its permalink', async () => {
    const options = {
      title: 'Blue hour',
      link: 'https://shop.example/blue?ref=pin',
      board_section_id: breakfast,
      dominant_color: '#6E7874',
      ai_disclosures: { values: ['AI_MODIFIED'] },
    }
    const files = [picture({ alt_text: 'A blue wall' })]
    const { made } = await world.publish(
      await world.job({ text: 'Evening 🌆 מחר', options, files, board: recipes }),
    )
    const [live] = world.simulator.ledger()
    expect(made).toEqual({ id: live?.id, url: `${world.simulator.url}/pin/${live?.id}/` })
    expect(live?.media[0]).toMatchObject({ kind: 'image', alt_text: 'A blue wall' })
    expect(live?.extra).toMatchObject({
      board: { id: recipes },
      section_id: breakfast,
      title: options.title,
      description: 'Evening 🌆 מחר',
      link: options.link,
      source_type: 'image_url',
      ai_disclosures: ['AI_MODIFIED'],
    })
  })

  it('needs neither words nor a link', async () => {
    const { made } = await world.publish(await world.job({ files: [pngPicture()] }))
    expect(made).toMatchObject({ id: world.simulator.ledger()[0]?.id })
    expect(world.simulator.ledger()[0]?.extra).toMatchObject({ title: null, description: null, link: null })
  })

  it('takes texts of their greatest length', async () => {
    const options = { title: 't'.repeat(100), link: `https://a.example/${'l'.repeat(2030)}` }
    const files = [picture({ alt_text: 'a'.repeat(500) })]
    const { made } = await world.publish(await world.job({ text: 'd'.repeat(800), options, files }))
    expect(made).toBeDefined()
  })

  it('is one request with the token in its header alone', async () => {
    const context = await world.job({ files: [picture()] })
    const request = await pinterest.publisher.commit(context, 0)
    expect(request.headers.authorization).toBe(`Bearer ${context.accessToken}`)
    expect(request.url + request.route + request.body).not.toContain(context.accessToken)
    expect(pinterest.steps.count(context.content)).toBe(1)
  })

  it('is sent to the sandbox with its picture inside, as that fetches none', async () => {
    const context = await world.job({ text: 'sandbox', files: [picture()] })
    const network = world.networkAt('https://api-sandbox.pinterest.com')
    const { tokens } = await world.grantAt(world.networkAt(`${world.simulator.url}/sandbox`))
    const boards = `${world.simulator.url}/sandbox/v5/boards`
    const headers = { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' }
    const made = await fetch(boards, { method: 'POST', headers, body: JSON.stringify({ name: 'Trials' }) })
    const { id } = (await made.json()) as { id: string }
    const inSandbox = {
      ...context,
      network,
      accessToken: tokens.access_token,
      target: { id, name: null, kind: 'board' },
    }
    const { failure } = await world.commit(inSandbox, { to: `${world.simulator.url}/sandbox/v5/pins` })
    expect(failure).toBeUndefined()
    expect(world.simulator.ledger()[0]?.extra).toMatchObject({ host: 'sandbox', source_type: 'image_base64' })
  })
})

describe('a carousel', () => {
  it('goes live with its pictures in order, their own words, and its cover', async () => {
    const files = [picture(), picture({ alt_text: 'the second' }), pngPicture()]
    const options = {
      title: 'Three',
      index: 1,
      items: [{ title: 'One', link: 'https://a.example/1' }, { description: 'Two' }],
    }
    const { made } = await world.publish(
      await world.job({ text: 'all', post_type: 'carousel', files, options }),
    )
    expect(made).toBeDefined()
    const [live] = world.simulator.ledger()
    expect(live?.media).toHaveLength(3)
    expect(live?.media[0]?.alt_text).toBe('the second')
    expect(live?.extra).toMatchObject({ source_type: 'multiple_image_urls', cover: 1 })
    expect(live?.extra).toMatchObject({
      items: [{ title: 'One', link: 'https://a.example/1' }, { description: 'Two' }, {}],
    })
  })

  it('takes five pictures', async () => {
    const files = Array.from({ length: 5 }, () => picture())
    const { made } = await world.publish(await world.job({ post_type: 'carousel', files }))
    expect(made).toBeDefined()
    expect(world.simulator.ledger()[0]?.media).toHaveLength(5)
  })
})

describe('a video Pin', () => {
  it('goes live with a picture as its cover, once Pinterest has processed the film', async () => {
    const files = [await film({ alt_text: 'a film' }), picture()]
    const context = await world.job({ text: 'moving', post_type: 'video', files })
    const { made } = await world.publish(context)
    expect(made).toBeDefined()
    const [live] = world.simulator.ledger()
    expect(live?.media[0]).toMatchObject({ kind: 'video', alt_text: 'a film', bytes: files[0]!.data.length })
    expect(live?.extra).toMatchObject({ source_type: 'video_id', cover: { kind: 'image', width: 120 } })
  })

  it('has a frame of the film as its cover where no picture is given', async () => {
    const publish = async (options: Record<string, unknown>) =>
      world.publish(await world.job({ post_type: 'video', files: [await film()], options }))
    await publish({ cover_image_key_frame_time: 3 })
    await publish({})
    expect(world.simulator.ledger().map(({ extra }) => extra?.cover_key_frame_seconds)).toEqual([3, 0])
  })

  it('sends the film once, whole, without our token, and keeps no secret of the upload', async () => {
    const context = await world.prepare(await world.job({ post_type: 'video', files: [await film()] }))
    await world.prepare(context)
    expect(await world.requests('POST media-upload')).toHaveLength(1)
    expect(JSON.stringify(context.handles)).not.toMatch(/x-amz|policy|signature/i)
    expect(JSON.stringify(context.handles).length).toBeLessThan(300)
    expect(JSON.stringify(world.lines)).not.toMatch(/pina_|pinr_|X-Amz/)
  })

  it('reads a film of many megabytes in pieces', async () => {
    const made = await film()
    const box = Buffer.alloc(20 * 1024 * 1024)
    box.writeUInt32BE(box.length, 0)
    box.write('free', 4, 'latin1')
    const data = Buffer.concat([made.data, box])
    const context = await world.job({ post_type: 'video', files: [{ ...made, data }] })
    const pieces: number[] = []
    const mediaBytes: typeof context.mediaBytes = async (media, start, end) => {
      const bytes = await context.mediaBytes(media, start, end)
      pieces.push(bytes.length)
      return bytes
    }
    const { made: pin } = await world.publish({ ...context, mediaBytes })
    expect(pin).toBeDefined()
    expect(pieces).toHaveLength(3)
    expect(world.simulator.ledger()[0]?.media[0]?.bytes).toBe(data.length)
  })

  it('is uploaded once more when Pinterest fails to process it, and then refused', async () => {
    const context = await world.job({ post_type: 'video', files: [await film()] })
    await world.fault({ route: 'POST media-upload', kind: 'media_failed' })
    await world.prepare(context)
    expect(await world.requests('POST media-upload')).toHaveLength(2)
    await world.fault({ route: 'POST media-upload', kind: 'media_failed', times: 2 })
    expect(await failureOf(world.prepare(context))).toMatchObject({ class: 'rejected', row: 'media-failed' })
  })

  it('is waited for in growing steps, and begun anew when Pinterest never ends', async () => {
    const context = await world.job({ post_type: 'video', files: [await film()] })
    await world.fault({ route: 'POST media-upload', kind: 'slow_media', ms: 2 * hour })
    expect(await failureOf(world.prepare(context))).toMatchObject({
      class: 'recreate',
      row: 'media-too-slow',
    })
    const looks = await world.requests('GET /v5/media/:media_id')
    expect(looks.length).toBeGreaterThan(10)
    expect(looks.length).toBeLessThan(45)
  })

  it('is uploaded anew when Pinterest no longer has the film, or the day is over', async () => {
    const ready = await world.prepare(await world.job({ post_type: 'video', files: [await film()] }))
    const lost = {
      ...ready,
      handles: {
        ...ready.handles,
        upload: { ...(ready.handles.upload as object), id: '7', processed: false },
      },
    }
    expect(await failureOf(pinterest.publisher.prepare(lost))).toMatchObject({
      class: 'recreate',
      row: 'media-missing',
    })
    world.clock.advance(24 * hour)
    const later = await world.prepare(ready)
    expect(later.handles.upload).not.toEqual(ready.handles.upload)
  })
})

describe('what Pinterest refuses', () => {
  const kinds: [kind: string, is: string][] = [
    ['token_dead', 'reauth'],
    ['restricted', 'permission'],
    ['trial', 'permission'],
    ['not_permitted', 'permission'],
    ['spam', 'rejected'],
    ['fetch_failed', 'retry'],
    ['unreachable', 'retry'],
    ['board_busy', 'retry'],
    ['upload_timeout', 'unknown'],
    ['server_error', 'unknown'],
  ]
  it.each(kinds)('%s at the commit is %s', async (kind, is) => {
    const ready = await world.prepare(await world.job({ text: 'refused', files: [picture()] }))
    await world.fault({ route: 'POST /v5/pins', kind, effect: 'never' })
    const { failure } = await world.commit(ready)
    expect(failure?.class).toBe(is)
    expect(failure?.row).toBeDefined()
    expect(failure?.details.request_id).toMatch(/^\d+$/)
    expect(world.simulator.ledger()).toHaveLength(0)
  })

  it('a spent limit waits until its reset', async () => {
    const ready = await world.prepare(await world.job({ files: [picture()] }))
    await world.fault({ route: 'POST /v5/pins', kind: 'rate_limit', reset_in: 40 })
    const { failure } = await world.commit(ready)
    expect(failure).toMatchObject({ class: 'rate_limited' })
    const wait = (failure?.retryAt ?? 0) - world.clock.now()
    expect(wait).toBeGreaterThan(30_000)
    expect(wait).toBeLessThan(45_000)
  })

  it.each([
    ['https://spam.example/', 'link-blocked'],
    ['https://nopin.example/', 'saving-not-allowed'],
  ])('a link to %s is rejected', async (link, row) => {
    const { failure } = await world.publish(await world.job({ files: [picture()], options: { link } }))
    expect(failure).toMatchObject({ class: 'rejected', row })
  })

  it('pictures that are too small, or none at all, are rejected', async () => {
    const small = await world.publish(
      await world.job({
        files: [picture({ data: jpeg({ width: 20, height: 20 }) })],
      }),
    )
    expect(small.failure).toMatchObject({ class: 'rejected', row: 'image-too-small' })
    const broken = picture().data.subarray(0, 300)
    const cut = await world.publish(await world.job({ files: [picture({ data: broken })] }))
    expect(cut.failure).toMatchObject({ class: 'rejected', row: 'image-broken' })
  })

  it('a board that is gone is told before anything is sent', async () => {
    const failure = await failureOf(world.prepare(await world.job({ files: [picture()], board: '99' })))
    expect(failure).toMatchObject({ class: 'invalid' })
    expect(failure.userMessage).toMatch(/board is gone/)
    expect(await world.requests('POST /v5/pins')).toHaveLength(0)
  })

  it('a section that is gone is named', async () => {
    const options = { board_section_id: '77' }
    const { failure } = await world.publish(await world.job({ files: [picture()], options }))
    expect(failure).toMatchObject({ class: 'invalid', row: 'section-missing' })
  })

  it('a good status that names no Pin leaves the outcome unknown', async () => {
    const context = await world.job({ files: [picture()] })
    const answer = { status: 201, headers: new Headers(), json: { ok: true } }
    expect(pinterest.publisher.committed(answer, context, 0)).toBeUndefined()
  })
})
