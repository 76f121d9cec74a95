import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PublishJob } from '../../shared/domain/publish-job.ts'
import { keys } from '../../shared/storage/keys.ts'
import { type Answered, ask } from '../fixtures/ask.ts'
import { openDatabase } from '../fixtures/database.ts'
import { mp4 } from '../fixtures/film.ts'
import { jpeg } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld, video } from './publishing-world.ts'

const second = 1000
const hour = 3600 * second
const picture = () => Buffer.from(jpeg({ width: 400, height: 400 }))
const secretOf = (platform: string) => `local-${platform}-secret`

let world: PublishingWorld
beforeAll(async () => {
  world = await openPublishingWorld()
})

/** A moment later: networks tell times in whole seconds. */
const later = () => world.environment.tick(2 * second)
const nowSeconds = () => Math.floor(world.environment.clock.now() / 1000)

const hook = (path: string, body: string, headers: Record<string, string>): Promise<Answered> =>
  ask(`${world.environment.api}/api/v1/webhooks/${path}`, { method: 'POST', body, headers })

const sign = (payload: object, secret: string): string => {
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url')
  return `${createHmac('sha256', secret).update(encoded).digest('base64url')}.${encoded}`
}
const saying = (user_id: string | number, more: object = {}) => ({
  algorithm: 'HMAC-SHA256',
  issued_at: nowSeconds(),
  user_id,
  ...more,
})
const meta = (path: string, signed_request: string) =>
  hook(path, new URLSearchParams({ signed_request }).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  })

const tiktokBody = (event: string, user_openid: string, content: object = { reason: 1 }) =>
  JSON.stringify({
    client_key: 'local-tiktok-client',
    event,
    create_time: nowSeconds(),
    user_openid,
    content: JSON.stringify(content),
  })
const tiktok = (body: string, { secret = secretOf('tiktok'), at = nowSeconds(), signed = body } = {}) => {
  const signature = createHmac('sha256', secret).update(`${at}.${signed}`).digest('hex')
  return hook('tiktok', body, {
    'content-type': 'application/json',
    'tiktok-signature': `t=${at},s=${signature}`,
  })
}

const connectionOf = async (user: string, id: string) =>
  (await world.call(user, '/connections')).body.find((one: { id: string }) => one.id === id)
const statusOf = async (user: string, id: string) => (await connectionOf(user, id))?.status
/** What TikTok calls a post while it works on it; nobody else is told. */
const publishIdOf = async (user: string, jobId: string): Promise<string | undefined> => {
  const database = openDatabase(world.environment)
  const job = await database.get<PublishJob>(keys.job(user, jobId))
  database.close()
  return job?.steps[0]?.post_id
}
/** What the network calls the account in its own calls. */
const appScoped: Record<string, (external: string) => string> = {
  facebook: (external) => external,
  instagram: (external) => String(BigInt(external) + 9_000_000_000_000_001n),
  tiktok: (external) => external,
}
const accountOf = async (user: string, id: string, platform: string) =>
  appScoped[platform]!((await connectionOf(user, id)).external_user_id)
const events = async (user: string) => {
  await world.settle()
  await world.environment.tick(6 * second)
  return (await world.call(user, '/events?limit=100')).body as {
    type: string
    data: { connection_id: string }
  }[]
}

const platforms = ['facebook', 'instagram', 'tiktok'] as const
const deauthorize = (platform: string, account: string) =>
  platform === 'tiktok'
    ? tiktok(tiktokBody('authorization.removed', account))
    : meta(`${platform}/deauthorize`, sign(saying(account), secretOf(platform)))

describe.each(platforms)('a person who removes the app at %s', (platform) => {
  test('must connect again, is told once, and nobody else is concerned', async () => {
    const id = await world.connect('anna', platform)
    const shared = await world.connect('agency', platform, 'anna')
    const other = await world.connect('bert', platform)
    const account = await accountOf('anna', id, platform)
    await later()
    for (let times = 0; times < 3; times += 1) expect((await deauthorize(platform, account)).status).toBe(200)
    expect(await statusOf('anna', id)).toBe('needs_reauth')
    expect(await statusOf('agency', shared)).toBe('needs_reauth')
    expect(await statusOf('bert', other)).toBe('active')
    const told = (await events('anna')).filter(
      ({ type, data }) => type === 'connection.needs_reauth' && data.connection_id === id,
    )
    expect(told).toHaveLength(1)
  })

  test('and has connected again since then, stays connected', async () => {
    const id = await world.connect('carl', platform)
    const account = await accountOf('carl', id, platform)
    await later()
    const late = platform === 'tiktok' ? tiktokBody('authorization.removed', account) : undefined
    const signed = sign(saying(account), secretOf(platform))
    await later()
    await world.connect('carl', platform)
    const answer = late ? await tiktok(late) : await meta(`${platform}/deauthorize`, signed)
    expect(answer.status).toBe(200)
    expect(await statusOf('carl', id)).toBe('active')
  })
})

describe('what Meta did not sign', () => {
  test.each(['facebook', 'instagram'])('is refused by %s, and changes nothing', async (platform) => {
    const id = await world.connect('dora', platform)
    const account = await accountOf('dora', id, platform)
    await later()
    const good = sign(saying(account), secretOf(platform))
    const [signature, payload] = good.split('.') as [string, string]
    const other = platform === 'facebook' ? 'instagram' : 'facebook'
    const forged = [
      sign(saying(account), 'guessed'),
      sign(saying(account), secretOf(other)),
      sign(saying(account), ''),
      `${signature}.${Buffer.from(JSON.stringify(saying('1'))).toString('base64url')}`,
      `.${payload}`,
      payload,
      `${signature}.`,
      `${good}.${payload}`,
      `${signature.slice(0, 10)}.${payload}`,
      sign(saying(account, { algorithm: 'none' }), secretOf(platform)),
      sign({ user_id: account }, secretOf(platform)),
      '',
    ]
    for (const one of forged)
      for (const what of ['deauthorize', 'data-deletion']) {
        const { status, text } = await meta(`${platform}/${what}`, one)
        expect([status, JSON.parse(text).code], one).toEqual([401, 'invalid_signature'])
      }
    await world.settle()
    expect(await statusOf('dora', id)).toBe('active')
    expect((await meta(`${platform}/deauthorize`, good)).status).toBe(200)
    expect(await statusOf('dora', id)).toBe('needs_reauth')
  })

  test('may have padding, and an id that is a number beyond 2^53', async () => {
    const encoded = Buffer.from(
      `{"algorithm":"HMAC-SHA256","issued_at":${nowSeconds()},"user_id":9007199254740993}`,
    )
    const payload = encoded.toString('base64').replaceAll('+', '-').replaceAll('/', '_')
    const signature = createHmac('sha256', secretOf('facebook')).update(payload).digest('base64')
    const padded = `${signature.replaceAll('+', '-').replaceAll('/', '_')}.${payload}`
    expect((await meta('facebook/deauthorize', padded)).status).toBe(200)
  })

  test('nor what comes to a network that does not call us', async () => {
    const signed = sign(saying('1'), secretOf('x'))
    for (const [path, code] of [
      ['x/deauthorize', 'not_found'],
      ['tiktok/deauthorize', 'not_found'],
      ['myspace/deauthorize', 'unsupported_platform'],
    ])
      expect(JSON.parse((await meta(path!, signed)).text).code).toBe(code)
  })
})

describe('what TikTok did not sign', () => {
  test('is refused, and changes nothing', async () => {
    const id = await world.connect('emma', 'tiktok')
    const account = await accountOf('emma', id, 'tiktok')
    await later()
    const body = tiktokBody('authorization.removed', account)
    const foreign = body.replace('local-tiktok-client', 'another-app')
    const answers = [
      await tiktok(body, { secret: 'guessed' }),
      await tiktok(body, { signed: body.replace(account, 'somebody') }),
      await tiktok(body, { at: nowSeconds() - 74 * 3600 }),
      await tiktok(body, { at: nowSeconds() + 600 }),
      await tiktok(foreign),
      await tiktok('not json'),
      await hook('tiktok', body, { 'content-type': 'application/json' }),
      await hook('tiktok', body, { 'content-type': 'application/json', 'tiktok-signature': 't=1,s=zz' }),
    ]
    for (const { status, text } of answers)
      expect([status, JSON.parse(text).code]).toEqual([401, 'invalid_signature'])
    expect(await statusOf('emma', id)).toBe('active')
    // Two days old is what its retries may be.
    expect((await tiktok(body, { at: nowSeconds() - 48 * 3600 })).status).toBe(200)
    expect(await statusOf('emma', id)).toBe('needs_reauth')
  })

  test('an event that we have no use for is heard, and that is all', async () => {
    for (const event of ['portability.download.ready', 'post.publish.complete', 'video.upload.failed'])
      expect((await tiktok(tiktokBody(event, 'nobody', { publish_id: 'unknown' }))).status).toBe(200)
  })
})

describe('the simulated networks', () => {
  test('tell of what people do, and are understood', async () => {
    const facebook = await world.connect('fred', 'facebook')
    const tiktokId = await world.connect('fred', 'tiktok')
    const base = `${world.environment.api}/api/v1/webhooks`
    await world.control('facebook', 'settings', { deauthorize_callback_url: `${base}/facebook/deauthorize` })
    await world.control('tiktok', 'settings', { webhook_url: `${base}/tiktok` })
    await later()
    await world.control('facebook', 'revoke', { account: 'fred' })
    await world.control('tiktok', 'revoke', { account: 'fred' })
    await expect.poll(() => statusOf('fred', facebook), { timeout: 10_000 }).toBe('needs_reauth')
    await expect.poll(() => statusOf('fred', tiktokId), { timeout: 10_000 }).toBe('needs_reauth')
    await world.control('facebook', 'settings', { deauthorize_callback_url: '' })
    await world.control('tiktok', 'settings', { webhook_url: '' })
  })
})

describe('TikTok’s word about a post', () => {
  const film = async () =>
    video(await world.put('film.mp4', await mp4({ width: 540, height: 960, seconds: 4, fps: 24 })))
  const choices = {
    privacy_level: 'PUBLIC_TO_EVERYONE' as const,
    disable_comment: false,
    disable_duet: true,
    disable_stitch: true,
    brand_organic_toggle: false,
    brand_content_toggle: false,
  }
  const begin = async (user: string) => {
    const connection_id = await world.connect(user, 'tiktok', 'alice')
    const { body } = await world.publish(user, {
      connection_id,
      text_content: 'A film',
      assets: [await film()],
      platform_specific_options: choices,
    })
    await world.settle()
    const job = await world.job(user, body.job_id)
    expect(job.status).toBe('Processing')
    return { ...job, publish_id: await publishIdOf(user, job.job_id) }
  }

  test('has its job looked at before its time', async () => {
    await world.control('tiktok', 'settings', {
      webhook_url: `${world.environment.api}/api/v1/webhooks/tiktok`,
      processing_ms: 1000,
      moderation_ms: 0,
    })
    const { job_id, next_attempt_at } = await begin('kurt')
    await world.environment.tick(1100)
    await expect
      .poll(async () => (await world.job('kurt', job_id)).status, { timeout: 10_000 })
      .toBe('Published')
    expect(world.environment.clock.now()).toBeLessThan(Date.parse(next_attempt_at!))
    await world.control('tiktok', 'settings', { webhook_url: '' })
  })

  test('decides nothing: the network is asked', async () => {
    await world.control('tiktok', 'settings', { processing_ms: 60_000 })
    const { job_id, publish_id } = await begin('lars')
    expect(publish_id).toMatch(/^v_pub/)
    for (const event of ['post.publish.failed', 'post.publish.complete', 'post.publish.publicly_available']) {
      expect((await tiktok(tiktokBody(event, 'whoever', { publish_id, reason: 'spam_risk' }))).status).toBe(
        200,
      )
      await world.settle()
      expect((await world.job('lars', job_id)).status).toBe('Processing')
    }
    expect(await world.end('lars', job_id)).toMatchObject({ status: 'Published' })
  })
})

describe('a person who wants the data deleted', () => {
  const delete_ = (platform: string, account: string) =>
    meta(`${platform}/data-deletion`, sign(saying(account), secretOf(platform)))

  test.each(['facebook', 'instagram'])(
    'at %s: what came from the account goes, its owner stays',
    async (platform) => {
      // Carol has a Page to post to.
      const id = await world.connect('gina', platform, platform === 'facebook' ? 'carol' : 'gina')
      const x = await world.connect('gina', 'x')
      const account = await accountOf('gina', id, platform)
      const { body: waiting } = await world.schedule('gina', {
        connection_id: id,
        text_content: 'Not yet',
        ...(platform === 'instagram'
          ? {
              assets: [
                {
                  url: await world.put('later.jpg', picture()),
                  asset_type: 'image',
                  mime_type: 'image/jpeg',
                },
              ],
            }
          : {}),
        schedule_time: world.inMs(24 * hour),
      })
      const mine = await world.published('gina', { connection_id: x, text_content: `Elsewhere ${platform}` })
      await later()
      const signed = sign(saying(account), secretOf(platform))
      const asked = await meta(`${platform}/data-deletion`, signed)
      expect(asked.status).toBe(200)
      const { url, confirmation_code, ...more } = JSON.parse(asked.text)
      expect(more).toEqual({})
      expect(url).toBe(`${world.environment.api}/api/v1/data-deletions/${confirmation_code}`)
      expect(JSON.parse((await meta(`${platform}/data-deletion`, signed)).text)).toEqual({
        url,
        confirmation_code,
      })
      await world.settle()

      expect(await connectionOf('gina', id)).toBeUndefined()
      expect(await statusOf('gina', x)).toBe('active')
      const job = await world.job('gina', waiting.job_id)
      expect(job).toMatchObject({ status: 'Cancelled', post_url: null, content: { text_content: 'Not yet' } })
      expect(await world.job('gina', mine.job_id)).toMatchObject({
        status: 'Published',
        post_url: mine.post_url,
      })

      const receipt = JSON.parse((await ask(url)).text)
      expect(receipt).toMatchObject({
        confirmation_code,
        platform,
        status: 'done',
        completed_at: expect.any(String),
      })
      const page = await ask(url, { headers: { accept: 'text/html,*/*' } })
      expect(page.headers['content-type']).toMatch('text/html')
      expect(page.text).toContain('is deleted')
      expect(page.text + JSON.stringify(receipt)).not.toContain(account)
      await world.call('gina', `/connections/${x}`, { method: 'DELETE' })
    },
  )

  test('has what the network told of its posts taken off their jobs', async () => {
    const id = await world.connect('hugo', 'facebook', 'carol')
    const account = await accountOf('hugo', id, 'facebook')
    const job = await world.published('hugo', { connection_id: id, text_content: 'To be forgotten' })
    expect(job).toMatchObject({ status: 'Published', post_url: expect.any(String) })
    await later()
    expect((await delete_('facebook', account)).status).toBe(200)
    await world.settle()
    expect(await world.job('hugo', job.job_id)).toMatchObject({
      status: 'Published',
      post_url: null,
      external_post_id: null,
      content: { text_content: 'To be forgotten' },
    })
  })

  test('can’t have a post sent again of which nothing is known any more', async () => {
    const id = await world.connect('kim', 'instagram')
    const account = await accountOf('kim', id, 'instagram')
    await world.control('instagram', 'revoke', { account: 'kim' })
    const file = await world.put('kims.jpg', picture())
    const failed = await world.published('kim', { connection_id: id, assets: [image(file)] })
    expect(failed).toMatchObject({ status: 'Failed', error_code: 'reauth_required' })
    await later()
    expect((await delete_('instagram', account)).status).toBe(200)
    await world.settle()
    await world.connect('kim', 'instagram')
    const again = await world.call('kim', `/publishing/jobs/${failed.job_id}/retry`, {
      method: 'POST',
      body: {},
    })
    expect([again.status, again.body.code]).toEqual([409, 'job_state_conflict'])
    expect(again.body.detail).toContain('deleted')
  })

  test('and has connected again since then, keeps the new connection', async () => {
    const id = await world.connect('iris', 'facebook')
    const account = await accountOf('iris', id, 'facebook')
    await later()
    const signed = sign(saying(account), secretOf('facebook'))
    await later()
    await world.connect('iris', 'facebook')
    expect((await meta('facebook/data-deletion', signed)).status).toBe(200)
    await world.settle()
    expect(await statusOf('iris', id)).toBe('active')
  })

  test('is served by the sweeper when the message was lost', async () => {
    const id = await world.connect('jack', 'facebook')
    const account = await accountOf('jack', id, 'facebook')
    await later()
    world.environment.aws.faults.add({ service: 'sqs', operation: 'SendMessage', kind: '500', times: 10 })
    await delete_('facebook', account)
    world.environment.aws.faults.clear()
    await world.settle()
    await world.environment.tick(80 * second)
    await world.environment.invoke('sweep')
    await world.settle()
    expect(await connectionOf('jack', id)).toBeUndefined()
  })

  test('gets a receipt for a code alone that was given out', async () => {
    const answer = await ask(`${world.environment.api}/api/v1/data-deletions/guessed`)
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([404, 'deletion_not_found'])
  })
})
