import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FailureClass } from '../../shared/domain/failure.ts'
import { classify } from '../../shared/platforms/failures.ts'
import { containerFailure } from '../../shared/platforms/instagram/container.ts'
import { errors } from '../../shared/platforms/instagram/errors.ts'
import * as instagram from '../../shared/platforms/instagram/index.ts'
import { answerOf, createNetwork } from '../../shared/platforms/request.ts'

const { dialect } = instagram
const now = Date.UTC(2026, 10, 20)

interface Said {
  status?: number
  body: unknown
  headers?: Record<string, string>
}

const failure = ({ status = 400, body, headers = {} }: Said, onCommit = false) =>
  classify(
    errors,
    dialect,
    dialect.read(
      answerOf(status, new Headers(headers), typeof body === 'string' ? body : JSON.stringify(body)),
    ),
    { onCommit, now },
  )

const graph = (code: number | null, subcode: number | null, message = 'words') => ({
  error: {
    message,
    type: 'OAuthException',
    code: code ?? 1,
    ...(subcode === null ? {} : { error_subcode: subcode }),
    error_user_msg: 'for people',
    fbtrace_id: 'Atrace',
  },
})

interface SheetRow {
  code: number | string | null
  subcode: number | null
  http: number
  class: string
  on_publish_call: string
  note: string
}

const sheet = new URL('../../../shared/platforms/meta.errors.json', import.meta.url)
const rows: SheetRow[] = existsSync(sheet) ? JSON.parse(readFileSync(sheet, 'utf8')).rows : []

const classes: Record<string, FailureClass[]> = {
  RETRY: ['retry'],
  RATE: ['rate_limited'],
  REAUTH: ['reauth'],
  PERM: ['permission'],
  ACCOUNT: ['account'],
  REJECT: ['rejected'],
  INVALID: ['invalid'],
  NOTREADY: ['not_ready'],
  RECREATE: ['recreate'],
  AMBIG: ['unknown', 'duplicate'],
}

describe.skipIf(rows.length === 0)('the sheet of Meta errors', () => {
  test.each(rows)('$code/$subcode is $class, and $on_publish_call on a publish', (row) => {
    const codes = row.code === '200-299' ? [200, 210, 240, 283, 299] : [row.code as number | null]
    for (const code of codes) {
      const said = { status: row.http, body: graph(code, row.subcode) }
      expect(failure(said).row).toBeDefined()
      expect(classes[row.class]).toContain(failure(said).class)
      expect(classes[row.on_publish_call]).toContain(failure(said, true).class)
    }
  })

  const bounded = rows.flatMap((row) => {
    const [, once, most, then] = /retry (?:(once)|up to (\d+)),? then (\w+)/.exec(row.note) ?? []
    return then ? [{ ...row, most: once ? 1 : Number(most), then }] : []
  })

  test.each(bounded)('$code/$subcode is repeated up to $most times, then $then', (row) => {
    const { repeats } = failure({ status: row.http, body: graph(row.code as number, row.subcode) })
    expect(repeats).toMatchObject({ most: row.most })
    expect(classes[row.then]).toContain(repeats?.afterwards)
  })

  test('names such numbers', () => expect(bounded.length).toBeGreaterThan(0))
})

/** One body for each row, in the network's words. */
const words: Record<string, Said> = {
  'login-code-used': {
    body: {
      error_type: 'OAuthException',
      code: 400,
      error_message: 'Matching code was not found or was already used',
    },
  },
  'login-app-refused': {
    body: { error_type: 'OAuthException', code: 400, error_message: 'Invalid platform app' },
  },
  'login-refused': {
    body: { error_type: 'OAuthException', code: 400, error_message: 'Invalid redirect_uri' },
  },
  'ig-location': { body: graph(100, null, 'INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID') },
  'client-secret': { body: graph(1, null, 'Error validating client secret.') },
  'permission-missing': { body: graph(283, null) },
  'limit-business': { body: graph(80002, null) },
  unavailable: { status: 503, body: '<html>down</html>' },
}

/** Rows that name code or subcode speak for themselves. */
const saidOf = ({ id, match }: (typeof errors)[number]): Said => {
  const code = typeof match.code === 'string' ? Number(match.code) : 1
  return words[id] ?? { body: graph(code, match.subcode === undefined ? null : Number(match.subcode)) }
}

test.each(errors.map((row) => [row.id, row] as const))(
  'the row %s is reached by its own words',
  (id, row) => {
    expect(failure(saidOf(row))).toMatchObject({ row: id, class: row.class })
    expect(failure(saidOf(row), true)).toMatchObject({ row: id, class: row.onCommit ?? row.class })
  },
)

test('rows have ids of their own', () => {
  expect(new Set(errors.map(({ id }) => id)).size).toBe(errors.length)
})

test('what no row knows is unknown on a commit and tried again elsewhere', () => {
  const said = { body: graph(987654, null) }
  expect(failure(said, true)).toMatchObject({ class: 'unknown' })
  expect(failure(said)).toMatchObject({ class: 'retry' })
})

test.each([
  [190, 463],
  [10, null],
  [4, null],
  [100, null],
  [-1, 2207085],
  [352, 2207026],
])(
  'a 5xx that says %s/%s leaves open what a commit did, and means the same as ever elsewhere',
  (code, sub) => {
    const body = graph(code, sub)
    expect(failure({ status: 500, body }, true)).toMatchObject({ class: 'unknown' })
    expect(failure({ status: 500, body }, true).repeats).toBeUndefined()
    expect(failure({ status: 500, body }).class).toBe(failure({ body }).class)
  },
)

test('a failure carries both of the network’s sentences, its numbers and its trace', () => {
  expect(failure({ body: graph(36003, 2207009) }).details).toEqual({
    status_code: 400,
    platform_code: '36003/2207009',
    request_id: 'Atrace',
    message: 'words: for people',
  })
})

test.each([
  ['Error: Media upload has failed with error code 2207026', 'rejected', 'ig-video-format'],
  ['Error: Media upload has failed with error code 2207003', 'recreate', 'ig-download-timeout'],
  ['2207077', 'recreate', 'ig-video-download'],
  ['Error: something new', 'recreate', undefined],
  [undefined, 'recreate', undefined],
])('a container that ended in "%s" is %s', (status, expected, row) => {
  const network = createNetwork({
    platform: 'instagram',
    app: { clientId: '', clientSecret: '' },
    hosts: {},
    dialect,
    errors,
    retries: { max: 0, delayMs: 0, factor: 1 },
    now: () => now,
    log: () => undefined,
  })
  const { failure } = containerFailure({ network }, { status_code: 'ERROR', status })
  expect([failure.class, failure.row]).toEqual([expected, row])
})

test('the limit of the app is every account’s, a suspicion of spam is one’s own', () => {
  expect(failure({ status: 403, body: graph(4, null) })).toMatchObject({
    class: 'rate_limited',
    holds: 'platform',
  })
  expect(failure({ body: graph(80002, null) })).not.toHaveProperty('holds')
  expect(failure({ body: graph(4, 2207051) })).not.toHaveProperty('holds')
})

describe('when a limit ends', () => {
  const header = (usage: unknown) => ({
    'x-business-use-case-usage': typeof usage === 'string' ? usage : JSON.stringify(usage),
  })
  const limited = (headers: Record<string, string>) => failure({ body: graph(80002, null), headers }).retryAt

  test('the longest of the times counts, in minutes', () => {
    const usage = {
      '17841400000000101': [{ type: 'instagram', estimated_time_to_regain_access: 7 }],
      '2': [{ type: 'pages', estimated_time_to_regain_access: 19 }, { type: 'ads' }],
    }
    expect(limited(header(usage))).toBe(now + 19 * 60_000)
  })

  test.each([
    ['nothing', {}],
    ['a broken header', header('{')],
    ['a header of another form', header([1])],
    ['zero minutes', header({ '1': [{ estimated_time_to_regain_access: 0 }] })],
  ])('%s leaves it open', (_, headers) => {
    expect(limited(headers)).toBeUndefined()
  })

  test('the posts of a day are asked for again after an hour', () => {
    expect(failure({ body: graph(9, 2207042) }, true).retryAt).toBe(now + 3_600_000)
  })
})
