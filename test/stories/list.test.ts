import { beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../fixtures/database.ts'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

let world: PublishingWorld
let x: string
let second: string
const made: { job_id: string; scheduled_at: string | null; status: string; connection_id: string }[] = []
const minute = 60_000

/** 45 jobs: 40 Scheduled of two connections, their times against the order of their making; 5 Published. */
beforeAll(async () => {
  world = await openPublishingWorld()
  x = await world.connect('alice', 'x', 'alice')
  second = await world.connect('alice', 'x', 'alice_second')
  const base = world.environment.clock.now()
  for (let n = 0; n < 40; n += 1) {
    const accepted = await world.schedule('alice', {
      connection_id: n % 4 === 0 ? second : x,
      text_content: `Listed ${n}`,
      schedule_time: new Date(base + 86_400_000 - n * minute).toISOString(),
    })
    made.push(accepted.body)
  }
  for (let n = 0; n < 5; n += 1) {
    const job = await world.published('alice', { connection_id: x, text_content: `Live ${n}` })
    made.push(job)
  }
})

const list = (query = '', user = 'alice') => world.call(user, `/publishing/jobs${query}`)
const ids = (jobs: { job_id: string }[]) => jobs.map(({ job_id }) => job_id)
const newestFirst = (jobs: { job_id: string }[]) => ids(jobs).toReversed()

/** Follows the links; @returns the pages. */
const pages = async (query: string) => {
  const found: { job_id: string; status: string; connection_id: string; scheduled_at: string }[][] = []
  let next: string | undefined = `${world.environment.api}/api/v1/publishing/jobs${query}`
  while (next) {
    expect(found.length).toBeLessThan(60)
    const { pathname, search, origin } = new URL(next)
    expect(origin).toBe(world.environment.api)
    const page = await world.call('alice', `${pathname.replace('/api/v1', '')}${search}`)
    expect(page.status).toBe(200)
    found.push(page.body)
    const link = page.headers.link as string | undefined
    next = link && /^<(.+)>; rel="next"$/.exec(link)?.[1]
    if (link) expect(next).toBeDefined()
  }
  return found
}
const all = async (query: string) => (await pages(query)).flat()

describe('paging', () => {
  test('goes through 45 jobs, newest first, each once', async () => {
    const found = await pages('')
    expect(found.map((page) => page.length)).toEqual([20, 20, 5])
    expect(ids(found.flat())).toEqual(newestFirst(made))
  })

  test.each([1, 7, 44, 45, 46, 100])('by %i gives the same', async (limit) => {
    const found = await pages(`?limit=${limit}`)
    for (const page of found.slice(0, -1)) expect(page).toHaveLength(limit)
    expect(ids(found.flat())).toEqual(newestFirst(made))
    expect(found).toHaveLength(Math.ceil(45 / limit))
  })

  test('keeps the filters in its link', async () => {
    const found = await pages(`?status=Scheduled&connection_id=${second}&limit=3`)
    expect(ids(found.flat())).toEqual(
      newestFirst(made.filter((job) => job.connection_id === second && job.status === 'Scheduled')),
    )
  })

  test('goes on where it was although newer jobs came', async () => {
    const first = await list('?limit=20&status=Published')
    expect(first.headers.link).toBeUndefined()
    const page = await list('?limit=2&status=Published')
    const link = /<(.+)>/.exec(String(page.headers.link))![1]!
    const job = await world.published('alice', { connection_id: x, text_content: 'Newer' })
    made.push(job)
    const rest = await list(new URL(link).search)
    expect(ids(rest.body)).toEqual(
      newestFirst(made.filter(({ status }) => status === 'Published')).slice(3, 5),
    )
  })

  test.each(['0', '101', '-1', '1.5', 'many', ''])('by %s is refused', async (limit) => {
    const answer = await list(`?limit=${limit}`)
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_input'])
    expect(answer.body.violations).toMatchObject([{ path: 'query.limit' }])
  })
})

describe('a cursor', () => {
  const cursorOf = async (query: string) => {
    const page = await list(query)
    return new URL(/<(.+)>/.exec(String(page.headers.link))![1]!).searchParams.get('cursor')!
  }
  const refused = async (query: string, user = 'alice') => {
    const answer = await list(query, user)
    expect([query, answer.status, answer.body.code]).toEqual([query, 400, 'invalid_cursor'])
  }

  test('of another user is refused', async () => {
    await refused(`?limit=5&cursor=${await cursorOf('?limit=5')}`, 'bob')
  })

  test('of another filter is refused', async () => {
    const cursor = await cursorOf('?limit=5&status=Scheduled')
    await refused(`?limit=5&cursor=${cursor}`)
    await refused(`?limit=5&status=Published&cursor=${cursor}`)
    await refused(`?limit=5&status=Scheduled&platform=x&cursor=${cursor}`)
    expect((await list(`?limit=9&status=scheduled&cursor=${cursor}`)).status).toBe(200)
  })

  test.each(['garbage', '!!!', 'e30', 'W10', 'bnVsbA', Buffer.from('[1,2]').toString('base64url')])(
    'that is %s is refused',
    async (cursor) => refused(`?cursor=${encodeURIComponent(cursor)}`),
  )

  test('with its place forged is refused, or leads nowhere else', async () => {
    for (const query of [
      '?limit=5',
      `?limit=5&scheduled_from=${world.inMs(0)}`,
      '?limit=5&status=Scheduled',
    ]) {
      const [of] = JSON.parse(Buffer.from(await cursorOf(query), 'base64url').toString())
      for (const place of ['zzzz', '!', '', '~', '9999', '0', 'x'.repeat(99), ' ']) {
        const cursor = Buffer.from(JSON.stringify([of, place])).toString('base64url')
        const answer = await list(`${query}&cursor=${cursor}`)
        expect([place, answer.status < 500]).toEqual([place, true])
        if (answer.status === 200) for (const job of answer.body) expect(job.user_id).toBe('alice')
      }
    }
  })
})

describe('a filter', () => {
  test('by network answers its jobs', async () => {
    expect(await all('?platform=x')).toHaveLength(made.length)
    expect(await all('?platform=instagram')).toEqual([])
    const unknown = await list('?platform=myspace')
    expect([unknown.status, unknown.body.code]).toEqual([400, 'unsupported_platform'])
  })

  test.each([
    ['Scheduled', 'scheduled'],
    ['Published', 'published'],
    ['ContentRejected', 'content_rejected'],
  ])('by state understands %s and %s', async (one, other) => {
    const expected = newestFirst(made.filter(({ status }) => status === one))
    expect(ids(await all(`?status=${one}`))).toEqual(expected)
    expect(ids(await all(`?status=${other}&limit=50`))).toEqual(expected)
  })

  test('by a state that does not exist is refused', async () => {
    const answer = await list('?status=Sleeping')
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_input'])
    expect(answer.body.violations).toMatchObject([{ path: 'query.status' }])
  })

  test('by connection answers its jobs, of none of yours nothing', async () => {
    const expected = newestFirst(made.filter(({ connection_id }) => connection_id === second))
    expect(expected).toHaveLength(10)
    expect(ids(await all(`?connection_id=${second}&limit=4`))).toEqual(expected)
    expect((await list(`?connection_id=${second}`, 'bob')).body).toEqual([])
    expect((await list(`?connection_id=${crypto.randomUUID()}`)).body).toEqual([])
  })

  test('by network, state and connection at once answers what fits all', async () => {
    const found = await all(`?platform=x&status=Scheduled&connection_id=${second}&limit=3`)
    expect(found).toHaveLength(10)
    expect(found.every((job) => job.status === 'Scheduled' && job.connection_id === second)).toBe(true)
    expect(await all(`?platform=x&status=Published&connection_id=${second}`)).toEqual([])
  })
})

describe('a range of scheduled times', () => {
  const scheduled = () =>
    made
      .filter((job) => job.scheduled_at !== null)
      .sort((a, b) => (a.scheduled_at! < b.scheduled_at! ? -1 : 1))

  test('is answered by time, its ends included, page after page', async () => {
    const wanted = scheduled().slice(5, 30)
    const query = new URLSearchParams({
      scheduled_from: wanted[0]!.scheduled_at!,
      scheduled_to: wanted.at(-1)!.scheduled_at!,
      limit: '10',
    })
    const found = await pages(`?${query}`)
    expect(found.map((page) => page.length)).toEqual([10, 10, 5])
    expect(ids(found.flat())).toEqual(ids(wanted))
  })

  test('may be open at one end', async () => {
    const middle = encodeURIComponent(scheduled()[20]!.scheduled_at!)
    expect(ids(await all(`?scheduled_from=${middle}&limit=7`))).toEqual(ids(scheduled().slice(20)))
    expect(ids(await all(`?scheduled_to=${middle}&limit=7`))).toEqual(ids(scheduled().slice(0, 21)))
  })

  test('goes together with the other filters', async () => {
    const from = encodeURIComponent(scheduled()[10]!.scheduled_at!)
    const found = await all(
      `?scheduled_from=${from}&connection_id=${second}&status=Scheduled&platform=x&limit=2`,
    )
    expect(ids(found)).toEqual(
      ids(
        scheduled()
          .slice(10)
          .filter(({ connection_id }) => connection_id === second),
      ),
    )
  })

  test('in another zone is the same moment', async () => {
    const at = Date.parse(scheduled()[20]!.scheduled_at!)
    const berlin = new Date(at + 60 * minute).toISOString().replace('Z', '+01:00')
    expect(ids(await all(`?scheduled_from=${encodeURIComponent(berlin)}`))).toEqual(
      ids(scheduled().slice(20)),
    )
  })

  test('that is empty, turned round or far away answers nothing', async () => {
    const from = encodeURIComponent(world.inMs(86_400_000))
    const to = encodeURIComponent(world.inMs(-86_400_000))
    for (const query of [
      `?scheduled_from=${from}&scheduled_to=${to}`,
      '?scheduled_from=9999-12-31T23:59:59Z',
      '?scheduled_from=9999-12-31T23:59:59-23:59',
      '?scheduled_to=0000-01-01T00:00:00%2B23:59',
      '?scheduled_to=1969-01-01T00:00:00Z',
    ]) {
      const answer = await list(query)
      expect([query, answer.status, answer.body]).toEqual([query, 200, []])
    }
  })

  test.each(['tomorrow', '2026-11-21', '2026-11-21T10:00:00', '2026-13-01T00:00:00Z'])(
    'from %s is refused',
    async (time) => {
      const answer = await list(`?scheduled_from=${time}`)
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_input'])
    },
  )
})

test('a list of long jobs, more than the table reads at once, is whole', async () => {
  const database = openDatabase(world.environment)
  for (const job of (await database.all()).filter(({ sk }) => sk.startsWith('JOB#')))
    await database.put({ ...job, warnings: ['w'.repeat(40_000)] })
  database.close()
  expect(ids((await list('?limit=100')).body)).toEqual(newestFirst(made))
  expect(ids(await all('?limit=30'))).toEqual(newestFirst(made))
})
