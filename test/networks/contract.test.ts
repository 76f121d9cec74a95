import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Schema } from '../../client/open-api.ts'
import { consequences } from '../../shared/domain/failure.ts'
import { definitions } from '../../shared/platforms/registry.ts'
import { kindOf } from './files.ts'
import { type NetworkWorld, openNetworkWorld } from './network-world.ts'
import { networks } from './table.ts'

test('every network of this build is in the table, with every post type', () => {
  const types = Object.fromEntries(
    networks.map(({ platform, posts }) => [platform, [...new Set(posts.map(({ type }) => type))].sort()]),
  )
  expect(types).toEqual(
    Object.fromEntries(
      Object.values(definitions).map((definition) => [
        definition.platform,
        Object.keys(definition.postTypes).sort(),
      ]),
    ),
  )
})

const bidirectional = 'שלום עולם – مرحبا بالعالم 👩🏽‍🚀🏳️‍🌈 naïve 東京'

describe.each(networks)('$name', (network) => {
  const { platform, place, posts, namesOf = ({ id }) => [id] } = network
  let world: NetworkWorld
  beforeAll(async () => {
    world = await openNetworkWorld(network)
  })
  afterEach(() => world.calm())
  afterAll(() => world.environment.close())

  /** Publishes and lets it happen. */
  const published = (body: Schema<'PublishRequest'>) =>
    world.during(async () => world.end(await world.accept(body)))

  describe('connecting', () => {
    test('is refused when its owner refuses, and nothing is left', async () => {
      const { status, body } = await world.consent({ deny: true })
      expect([status, body.code, body.reason]).toEqual([400, 'oauth_connection_failed', 'access_denied'])
      expect(await world.connections()).toEqual([])
    })

    test.skipIf(network.partial === null)(
      'is refused without a scope that posting needs, which is named',
      async () => {
        const scopes = definitions[platform as keyof typeof definitions].oauth.scopes
        const { status, body } = await world.consent({
          scopes: scopes.filter((scope) => scope !== network.partial),
        })
        expect([status, body.code, body.reason]).toEqual([400, 'oauth_connection_failed', 'missing_scopes'])
        expect(body.detail).toContain(network.partial)
        expect(await world.connections()).toEqual([])
      },
    )

    test('makes a connection that names the account and tells no token', async () => {
      const { status, body, text } = await world.consent()
      expect(status).toBe(200)
      expect(body).toMatchObject({ platform, user_id: world.user, status: 'active' })
      expect(body.external_user_id).toMatch(network.account.id)
      expect(body.external_username).toBe(network.account.name)
      expect(text).not.toMatch(/token/)
      expect(await world.connections()).toEqual([body])
    })

    test('tells the places to post to', async () => {
      const id = await world.connection()
      const { body } = await world.call(world.user, `/connections/${id}/targets`)
      expect(body).toHaveLength(network.targets.length)
      for (const { id: own, default: chosen } of network.targets)
        expect(body).toContainEqual(
          expect.objectContaining({
            id: typeof own === 'string' ? own : expect.stringMatching(own),
            default: chosen ?? false,
          }),
        )
    })
  })

  describe.each(posts)('$name', (post) => {
    test('is live once, as it was sent, at an address that opens', async () => {
      // Emoji and right-to-left letters are nothing special.
      const text = `${world.words()} ${bidirectional}`
      const { result: job, live } = await published(await world.bodyOf(post, { text }))
      expect(job).toMatchObject({ status: 'Published', error_code: null })
      expect(live).toHaveLength(post.makes ?? 1)
      const own = live.filter((one) => namesOf(one).includes(job.external_post_id))
      expect([job.external_post_id, own.length]).toEqual([job.external_post_id, 1])
      const [shown] = own
      if (post.text !== null) expect(shown!.text).toContain(text)
      expect(shown!.media.map(({ kind }) => kind)).toEqual(post.shows ?? (post.files ?? []).map(kindOf))
      if (post.hidden) return expect(job.post_url).toBe(null)
      expect(job.external_post_id).toMatch(network.ids)
      expect(BigInt(/\d+$/.exec(job.external_post_id!)![0])).toBeGreaterThan(2n ** 53n)
      expect([job.post_url, await world.open(job.post_url!)]).toEqual([job.post_url, 200])
    })

    test('is live once when the answer is lost, and its owner reads the truth', async () => {
      await world.fault({ ...post.commit, kind: 'drop_after' })
      const { result: job, live } = await published(await world.bodyOf(post))
      expect(await world.met()).toBe(true)
      expect(live).toHaveLength(post.makes ?? 1)
      expect(job.status).toBe(post.lost ?? 'Published')
      if (post.lost === 'Unknown') return expect(job.error_code).toBe('outcome_unknown')
      expect(live.flatMap(namesOf)).toContain(job.external_post_id)
      if (!post.hidden) expect(await world.open(job.post_url!)).toBe(200)
    })

    test.skipIf(!post.longest)('takes a text of the greatest length and not one letter more', async () => {
      const longest = await world.bodyOf(post, { text: post.longest })
      expect(await world.validate(longest)).toMatchObject({ valid: true, violations: [] })
      const verdict = await world.validate({ ...longest, text_content: `${post.longest}a` })
      expect(verdict).toMatchObject({
        valid: false,
        violations: [{ path: 'text_content', rule: 'max_length' }],
      })
    })
  })

  describe('a text', () => {
    test('of the greatest length arrives whole', async () => {
      const text = world.plain.longest!
      const { result: job, live } = await published(await world.bodyOf(world.plain, { text }))
      expect(job.status).toBe('Published')
      expect(live).toHaveLength(1)
      expect(live[0]!.text.endsWith(text)).toBe(true)
    })
  })

  describe('an option', () => {
    test('of another network is refused by its name', async () => {
      const body = await world.bodyOf(world.plain, { options: { [network.foreign]: 'any' } })
      const { status, body: refusal } = await world.publish(world.user, body)
      expect([status, refusal.code]).toEqual([400, 'content_validation_failed'])
      expect(refusal.violations).toMatchObject([
        { path: `platform_specific_options.${network.foreign}`, rule: 'unknown_option' },
      ])
    })

    test('that names a type of another network is refused', async () => {
      const body = await world.bodyOf(world.plain, { options: { post_type: 'newsletter' } })
      expect(await world.validate(body)).toMatchObject({
        valid: false,
        violations: [{ path: 'platform_specific_options.post_type', rule: 'unknown_post_type' }],
      })
    })
  })

  describe.runIf(place)('a target', () => {
    const { option, other, unknown } = place ?? { option: '', other: '', unknown: '' }

    test('is where the post goes', async () => {
      const { result: job, live } = await published(
        await world.bodyOf(world.plain, { options: { [option]: other } }),
      )
      expect(job).toMatchObject({ status: 'Published', target: other })
      expect(JSON.stringify(live)).toContain(other)
    })

    test('that the connection lacks is refused', async () => {
      const body = await world.bodyOf(world.plain, { options: { [option]: unknown } })
      expect(await world.validate(body)).toMatchObject({
        violations: [{ path: `platform_specific_options.${option}`, rule: 'unknown_target' }],
      })
    })

    test('left out is the default one, or must be named', async () => {
      const body = await world.bodyOf(world.plain, { options: { [option]: null } })
      const verdict = await world.validate(body)
      if (network.targets.some((target) => target.default)) {
        expect(verdict.valid).toBe(true)
        const { result: job } = await published(body)
        expect(job.status).toBe('Published')
        expect(job.target).toMatch(network.targets.find((target) => target.default)!.id)
      } else
        expect(verdict.violations).toMatchObject([
          { path: `platform_specific_options.${option}`, rule: 'target_required' },
        ])
    })
  })

  describe('when it answers with', () => {
    test.each(network.failures)('$what, the job does what the class $class says', async (failing) => {
      const { next, code } = consequences[failing.class]
      const post = world.named(failing.post)
      const body = await world.bodyOf(post)
      await world.fault(failing.fault)
      const { result: job, live } = await published(body)
      expect(await world.met()).toBe(true)
      const outcomes = job.attempt_log.map(({ outcome }: { outcome: string }) => outcome)
      if (failing.class === 'duplicate') {
        expect([job.status, job.error_code, live]).toEqual(['ContentRejected', 'content_rejected', []])
      } else if (next === 'reject') {
        expect([job.status, job.error_code, live]).toEqual(['ContentRejected', code, []])
        expect(outcomes).toContain(failing.class)
      } else if (next === 'fail' && !failing.mended) {
        expect([job.status, job.error_code, live]).toEqual(['Failed', code, []])
        expect(job.reauth_required).toBe(failing.class === 'reauth')
        expect(outcomes).toContain(failing.class)
      } else {
        expect([job.status, job.error_code]).toEqual(['Published', null])
        expect(live).toHaveLength(post.makes ?? 1)
      }
      if (job.status !== 'Published') expect(job.error_message).toMatch(/\.$/)
    })

    const limits = network.failures.filter((failing) => failing.class === 'rate_limited')
    test.each(limits)('$what, the job waits and says until when', async ({ fault, post }) => {
      await world.fault(fault)
      const body = await world.bodyOf(world.named(post))
      const id = await world.accept(body)
      await world.settle()
      const waiting = await world.job(id)
      expect(waiting).toMatchObject({ status: 'Pending', next_attempt_at: expect.any(String) })
      const until = Date.parse(waiting.next_attempt_at!)
      expect(until).toBeGreaterThan(world.environment.clock.now())
      const job = await world.end(id)
      expect(job.status).toBe('Published')
      expect(Date.parse(job.published_at!)).toBeGreaterThanOrEqual(until)
    })
  })

  describe('a grant', () => {
    test('is renewed before a post, again and again', async () => {
      const { route, afterMs, ahead } = network.renewal
      for (const _turn of [1, 2]) {
        const body = await world.bodyOf(world.plain)
        await world.environment.tick(afterMs)
        const before = await world.requests(route)
        if (ahead) await world.environment.invoke('refresh-tokens')
        const { result: job, live } = await published(body)
        expect([job.status, live.length]).toEqual(['Published', 1])
        expect(await world.requests(route)).toBe(before + 1)
      }
      expect(await world.connections()).toMatchObject([{ status: 'active' }])
    })

    test('that its owner ended fails the post and asks for another consent, which mends both', async () => {
      const body = await world.bodyOf(world.plain)
      await world.control(platform, 'revoke', { account: world.user })
      const { result: job, live } = await published(body)
      expect([job.status, job.error_code, job.reauth_required, live]).toEqual([
        'Failed',
        'reauth_required',
        true,
        [],
      ])
      expect(await world.connections()).toMatchObject([{ id: body.connection_id, status: 'needs_reauth' }])
      expect((await world.consent()).body).toMatchObject({ id: body.connection_id, status: 'active' })
      const again = await world.during(async () => {
        await world.call(world.user, `/publishing/jobs/${job.job_id}/retry`, { method: 'POST' })
        return world.end(job.job_id)
      })
      expect([again.result.status, again.live.length]).toEqual(['Published', 1])
    })

    test.each(network.works ?? [])(
      'that its owner ended while $post is worked on asks for another consent, after which it is live once',
      async ({ post, fault }) => {
        const body = await world.bodyOf(world.named(post))
        await world.fault(fault)
        const { result: job, live } = await world.during(async () => {
          const id = await world.accept(body)
          await world.settle()
          expect(await world.job(id)).toMatchObject({ status: 'Processing' })
          await world.control(platform, 'revoke', { account: world.user })
          await world.environment.tick(60_000)
          await world.settle()
          expect(await world.job(id)).toMatchObject({ status: 'Processing' })
          expect(await world.connections()).toMatchObject([{ status: 'needs_reauth' }])
          await world.consent()
          return world.end(id)
        })
        expect([job.status, live.length]).toEqual(['Published', 1])
      },
    )

    test('is given back where the network takes it, when the account is disconnected', async () => {
      const id = await world.connection()
      const before = network.revoke === null ? 0 : await world.requests(network.revoke)
      const { status } = await world.call(world.user, `/connections/${id}`, { method: 'DELETE' })
      expect(status).toBe(200)
      expect(await world.connections()).toEqual([])
      if (network.revoke !== null) {
        const calls = await world.seen(platform, network.revoke)
        expect(calls.length).toBeGreaterThan(before)
        expect(calls.at(-1)).toMatchObject({ status: 200, acted: true })
      }
      const refused = await world.publish(world.user, { connection_id: id, text_content: 'Too late' })
      expect([refused.status, refused.body.code]).toEqual([404, 'connection_not_found'])
    })
  })
})
