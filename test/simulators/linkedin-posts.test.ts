import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bakery, type Member, memberScopes, openWorld, postBody, type World } from './linkedin-world.ts'

describe('the simulated LinkedIn takes posts by the rules of LinkedIn', () => {
  let linkedin: World
  let alice: Member
  beforeAll(async () => {
    linkedin = await openWorld()
  })
  beforeEach(async () => {
    linkedin.simulator.reset()
    alice = await linkedin.connect()
  })
  afterAll(() => linkedin.simulator.close())

  test('a post answers 201 without a body; its URN tells the time and opens a page', async () => {
    const before = linkedin.simulator.clock.now()
    const answer = await alice.publish('Fresh bread <today> & tomorrow'.replace(/[<>]/g, '\\$&'))
    expect(answer).toMatchObject({ status: 201, body: '' })
    const urn = answer.headers.get('x-restli-id')!
    expect(urn).toMatch(/^urn:li:share:\d{19}$/)
    expect(Number(BigInt(urn.split(':')[3]!) >> 22n)).toBeGreaterThanOrEqual(before)
    expect(linkedin.ledger()).toMatchObject([
      {
        id: urn,
        url: `${linkedin.simulator.url}/feed/update/${urn}`,
        account: { id: alice.urn.split(':')[3], username: 'alice' },
        type: 'text',
        text: 'Fresh bread <today> & tomorrow',
      },
    ])
    expect((await linkedin.send('GET', `/feed/update/${urn}/`)).body).toContain('&lt;today&gt;')
    const encoded = await linkedin.send('GET', `/feed/update/${encodeURIComponent(urn)}`)
    expect(encoded.headers.get('location')).toBe(`${linkedin.simulator.url}/feed/update/${urn}`)
    expect((await linkedin.send('GET', '/')).body).toContain('Fresh bread')
  })

  test('fields are required, closed and typed, in the words of rest.li', async () => {
    const { author: _, ...nobody } = postBody(alice.urn, 'x')
    expect(await alice.post('/rest/posts', nobody)).toMatchObject({
      status: 422,
      body: {
        message: 'ERROR :: /author :: field is required but not found and has no default value\n',
        status: 422,
      },
    })
    const messageOf = async (more: Record<string, unknown>) => (await alice.publish('x', more)).body.message
    expect(await messageOf({ visibility: 'FRIENDS' })).toBe(
      'ERROR :: /visibility :: "FRIENDS" is not an enum symbol\n',
    )
    expect(await messageOf({ schedule: 1 })).toBe(
      'ERROR :: /schedule :: unrecognized field found but not allowed\n',
    )
    expect(await messageOf({ commentary: 5 })).toBe('ERROR :: /commentary :: 5 cannot be coerced to String\n')
    expect(await messageOf({ content: {} })).toMatch(/exactly one entry for a union type/)
    const both = { poll: poll(), article: { source: 'https://a.example', title: 'A' } }
    expect(await messageOf({ content: both })).toMatch(/exactly one entry for a union type/)
    const broken = await linkedin.send('POST', '/rest/posts', {
      headers: {
        authorization: `Bearer ${alice.tokens.access_token}`,
        'linkedin-version': '202609',
        'x-restli-protocol-version': '2.0.0',
        'content-type': 'application/json',
      },
      body: '{',
    })
    expect(broken).toMatchObject({ status: 400, body: { code: 'ILLEGAL_ARGUMENT' } })
    expect(linkedin.ledger()).toEqual([])
  })

  test('the version must be sent and alive, and so must the protocol', async () => {
    const asked = (headers: Record<string, string>) =>
      alice.post('/rest/posts', postBody(alice.urn, 'x'), headers)
    expect((await asked({ 'linkedin-version': '' })).body).toMatchObject({
      status: 400,
      code: 'VERSION_MISSING',
    })
    expect((await asked({ 'linkedin-version': '202401' })).body).toEqual({
      status: 426,
      code: 'NONEXISTENT_VERSION',
      message: 'Requested version 20240101 is not active',
    })
    expect((await asked({ 'x-restli-protocol-version': '1.0.0' })).status).toBe(400)
    expect((await asked({ 'x-restli-method': 'GET' })).status).toBe(400)
    await linkedin.settings({ active_versions: '202609 202610' })
    expect((await asked({ 'linkedin-version': '202610' })).status).toBe(201)
  })

  test('3,000 visible characters are the most, escapes not counted', async () => {
    expect((await alice.publish('a'.repeat(3000))).status).toBe(201)
    expect((await alice.publish('a'.repeat(3001))).body).toMatchObject({
      status: 400,
      code: 'FIELD_LENGTH_TOO_LONG',
    })
    expect((await alice.publish('\\('.repeat(3000))).status).toBe(201)
    await linkedin.settings({ escapes_count: true })
    expect((await alice.publish('\\)'.repeat(1501))).status).toBe(400)
  })

  test('text is required unless something is shared', async () => {
    expect((await alice.publish(' ')).body.code).toBe('INVALID_VALUE_BLANK_FIELD')
    const parent = await alice.urnOf(alice.publish('first'))
    const reshare = await alice.publish('', { reshareContext: { parent } })
    expect(reshare.headers.get('x-restli-id')).toMatch(/^urn:li:ugcPost:/)
    expect(linkedin.ledger()[1]).toMatchObject({ type: 'reshare', parent_id: parent })
    const gone = { reshareContext: { parent: 'urn:li:share:1' } }
    expect((await alice.publish('', gone)).status).toBe(404)
  })

  test('only one’s own name and pages with the right role and scope are posted for', async () => {
    const bob = await linkedin.connect('bob')
    const carol = await linkedin.connect('carol')
    const as = (member: Member, author: string) => member.publish('for the page', { author })
    expect((await as(alice, bakery)).status).toBe(201)
    expect(linkedin.ledger()[0]!.account).toEqual({ id: '5005001', username: 'bluebird-bakery' })
    expect((await bob.publish('by a content admin', { author: bakery })).status).toBe(201)
    expect((await as(carol, bakery)).body).toEqual({
      status: 403,
      serviceErrorCode: 100,
      code: 'ACCESS_DENIED',
      message: 'Not enough permissions to access: partnerApiPostsExternal.CREATE.20260901',
    })
    expect((await as(carol, 'urn:li:organization:5005002')).status).toBe(403)
    expect((await as(bob, alice.urn)).status).toBe(403)
    expect((await as(bob, 'urn:li:member:1')).body.code).toBe('INVALID_URN_TYPE')
    const narrow = await linkedin.connect('bob', memberScopes)
    expect((await as(narrow, bakery)).status).toBe(403)
    expect((await alice.publish('x', { author: bakery, visibility: 'CONNECTIONS' })).status).toBe(400)
  })

  test('links need a title, polls two to four short answers', async () => {
    const article = (more: Record<string, unknown>) =>
      alice.publish('A link', { content: { article: { source: 'https://a.example/x', ...more } } })
    expect((await article({})).body.code).toBe('MISSING_FIELD')
    expect((await article({ title: 'A', source: 'a.example' })).body.code).toBe('INVALID_URL')
    expect((await article({ title: 'A' })).headers.get('x-restli-id')).toMatch(/^urn:li:share:/)
    const asked = (more: Record<string, unknown>) =>
      alice.publish('Which?', { content: { poll: { ...poll(), ...more } } })
    expect((await asked({ question: 'q'.repeat(141) })).body.code).toBe('FIELD_LENGTH_TOO_LONG')
    expect((await asked({ options: [{ text: 'one' }] })).body.code).toBe('INVALID_VALUE_FOR_FIELD')
    expect((await asked({ options: [{ text: 'a'.repeat(31) }, { text: 'b' }] })).status).toBe(400)
    expect((await asked({ settings: { duration: 'TWO_DAYS' } })).status).toBe(422)
    const urn = await alice.urnOf(asked({}))
    expect(urn).toMatch(/^urn:li:ugcPost:/)
    expect((await alice.edit(urn, 'other')).status).toBe(400)
    expect(linkedin.ledger().map(({ type }) => type)).toEqual(['article', 'poll'])
  })

  test('drafts are not live', async () => {
    expect((await alice.publish('later', { lifecycleState: 'DRAFT' })).status).toBe(201)
    expect((await alice.publish('never', { lifecycleState: 'PUBLISH_FAILED' })).status).toBe(400)
    expect(linkedin.ledger()).toEqual([])
  })

  test('a page is read back after a moment, a member never', async () => {
    const own = await alice.urnOf(alice.publish('mine'))
    const urn = await alice.urnOf(alice.publish('Bread \\(fresh\\) #rye', { author: bakery }))
    const finder = (author: string) =>
      `/rest/posts?q=author&author=${encodeURIComponent(author)}&count=10&sortBy=CREATED`
    const found = () => alice.get(finder(bakery), { 'x-restli-method': 'FINDER' })
    expect((await found()).body.elements).toEqual([])
    linkedin.advance(1000)
    expect((await found()).body).toMatchObject({
      paging: { start: 0, count: 10 },
      elements: [
        {
          id: urn,
          author: bakery,
          commentary: 'Bread \\(fresh\\) {hashtag|\\#|rye}',
          lifecycleState: 'PUBLISHED',
          publishedAt: Number(BigInt(urn.split(':')[3]!) >> 22n),
        },
      ],
    })
    expect((await alice.get(`/rest/posts/${encodeURIComponent(urn)}`)).body.id).toBe(urn)
    expect((await alice.get(finder(alice.urn))).body.message).toMatch(
      /partnerApiPostsExternal\.FINDER-author\.20260901$/,
    )
    expect((await alice.get(`/rest/posts/${encodeURIComponent(own)}`)).status).toBe(403)
    const bob = await linkedin.connect('bob', memberScopes)
    expect((await bob.get(`/rest/posts/${encodeURIComponent(urn)}`)).status).toBe(403)
  })

  test('URNs are percent-encoded in paths and queries, and nothing unknown is asked', async () => {
    const urn = await alice.urnOf(alice.publish('x', { author: bakery }))
    expect((await alice.get(`/rest/posts/${urn}`)).body).toEqual({
      status: 400,
      code: 'ILLEGAL_ARGUMENT',
      message: 'Syntax exception in path variables',
    })
    expect((await alice.get(`/rest/posts?q=author&author=${bakery}`)).body.message).toBe(
      'Invalid query parameters passed to request',
    )
    const encoded = encodeURIComponent(bakery)
    expect((await alice.get(`/rest/posts?q=author&author=${encoded}&limit=3`)).status).toBe(403)
    expect((await alice.get('/rest/shares')).body.code).toBe('RESOURCE_NOT_FOUND')
  })

  test('a post is edited with its method named, and deleted any number of times', async () => {
    const urn = await alice.urnOf(alice.publish('first', { author: bakery }))
    const path = `/rest/posts/${encodeURIComponent(urn)}`
    const patch = { patch: { $set: { commentary: 'second' } } }
    expect((await alice.post(path, patch)).status).toBe(400)
    expect((await alice.edit(urn, 'second')).status).toBe(204)
    expect(linkedin.ledger()[0]!.text).toBe('second')
    const carol = await linkedin.connect('carol')
    expect((await carol.remove(urn)).status).toBe(403)
    expect((await alice.remove(urn)).status).toBe(204)
    expect((await alice.remove(urn)).status).toBe(204)
    expect(linkedin.ledger()).toEqual([])
    expect((await alice.edit(urn, 'third')).status).toBe(404)
  })

  test('comments are plain text of at most 1,250 characters', async () => {
    const urn = await alice.urnOf(alice.publish('post'))
    const comment = (text: string, object = urn) =>
      alice.post(`/rest/socialActions/${encodeURIComponent(urn)}/comments`, {
        actor: alice.urn,
        object,
        message: { text },
      })
    const answer = await comment('First (really)')
    expect(answer.status).toBe(201)
    expect(answer.body.commentUrn).toMatch(/^urn:li:comment:\(urn:li:activity:\d+,\d+\)$/)
    expect(answer.headers.get('x-restli-id')).toBe(answer.body.id)
    expect((await comment('x'.repeat(1250))).status).toBe(201)
    expect((await comment('x'.repeat(1251))).body.code).toBe('FIELD_LENGTH_TOO_LONG')
    expect((await comment('x', 'urn:li:share:1')).status).toBe(400)
    expect(linkedin.ledger()[1]).toMatchObject({
      type: 'comment',
      text: 'First (really)',
      parent_id: urn,
    })
    await linkedin.settings({ member_comments: false })
    expect((await comment('again')).body.message).toMatch(/partnerApiSocialActions\.CREATE/)
  })
})

const poll = () => ({
  question: 'Which bread?',
  options: [{ text: 'Rye' }, { text: 'Wheat' }],
  settings: { duration: 'THREE_DAYS' },
})
