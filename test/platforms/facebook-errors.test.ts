import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FailureClass } from '../../shared/domain/failure.ts'
import { errors } from '../../shared/platforms/facebook/errors.ts'
import * as facebook from '../../shared/platforms/facebook/index.ts'
import { classify } from '../../shared/platforms/failures.ts'
import { answerOf } from '../../shared/platforms/request.ts'

const { dialect } = facebook
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
    fbtrace_id: 'Atrace',
  },
})

const upload = (type: string) => ({ debug_info: { retriable: false, type, message: 'words' } })

interface SheetRow {
  code: number | string | null
  subcode: number | null
  http: number
  class: string
  on_publish_call: string
  note: string
}

/** Subcodes of Instagram's containers and media; no Page edge knows them. */
const isInstagrams = ({ subcode }: SheetRow) => subcode !== null && subcode >= 2207000 && subcode < 2208000

const sheet = new URL('../../../shared/platforms/meta.errors.json', import.meta.url)
const rows: SheetRow[] = existsSync(sheet)
  ? (JSON.parse(readFileSync(sheet, 'utf8')).rows as SheetRow[]).filter((row) => !isInstagrams(row))
  : []

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
  'proof-refused': { body: graph(100, null, 'Invalid appsecret_proof provided in the API argument') },
  'upload-processing': { body: upload('ProcessingFailedError') },
  'upload-offset': { body: upload('OffsetInvalidError') },
  'upload-partial': { body: upload('PartialRequestError') },
  'client-secret': { body: graph(1, null, 'Error validating client secret.') },
  'permission-missing': { body: graph(283, null) },
  'limit-business': { body: graph(80001, null) },
  unavailable: { status: 503, body: '<html>down</html>' },
  unauthorized: { status: 401, body: upload('NotAuthorizedError') },
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
  [200, null],
  [32, null],
  [324, null],
])('a 5xx that says %s/%s leaves open what a commit did', (code, sub) => {
  expect(failure({ status: 503, body: graph(code, sub) }, true)).toMatchObject({ class: 'unknown' })
})

test('a 5xx that says that it was posted before is evidence all the same', () => {
  expect(failure({ status: 500, body: graph(506, null) }, true)).toMatchObject({ class: 'duplicate' })
})

test('when a limit ends is told by the header of the Page', () => {
  const usage = { '104500000000101': [{ type: 'pages', estimated_time_to_regain_access: 19 }] }
  const said = {
    body: graph(80001, null),
    headers: { 'x-business-use-case-usage': JSON.stringify(usage) },
  }
  expect(failure(said)).toMatchObject({ class: 'rate_limited', retryAt: now + 19 * 60_000 })
})

test('what the upload host says keeps its words', () => {
  expect(failure({ body: upload('ProcessingFailedError') }).details).toEqual({
    status_code: 400,
    platform_code: 'ProcessingFailedError',
    message: 'words',
  })
})
