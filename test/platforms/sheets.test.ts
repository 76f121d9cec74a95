import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FailureClass } from '../../shared/domain/failure.ts'
import type { Platform } from '../../shared/domain/platform.ts'
import { classify } from '../../shared/platforms/failures.ts'
import { dialects, errorTables } from '../../shared/platforms/registry.ts'
import { answerOf } from '../../shared/platforms/request.ts'

// The fact sheets lie beside the repository where it is worked on; Meta's has a machine copy and tests of its own.
const sheetOf = (network: string): string | undefined => {
  const sheet = new URL(`../../../shared/platforms/${network}.md`, import.meta.url)
  return existsSync(sheet) ? readFileSync(sheet, 'utf8') : undefined
}

/** The cells of the table rows between two headings. */
const cells = (sheet: string, from: string, to: string): string[][] =>
  sheet
    .slice(sheet.indexOf(from), sheet.indexOf(to, sheet.indexOf(from) + from.length))
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('|-'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )

const judge = async (platform: Platform, status: number, body: unknown, onCommit = false) =>
  classify(
    await errorTables[platform](),
    dialects[platform],
    dialects[platform].read(answerOf(status, new Headers(), JSON.stringify(body))),
    { onCommit, now: 0 },
  )

/** The sheets' words for our classes. What a network calls an invalid request is often the owner's content. */
const classes: Record<string, FailureClass[]> = {
  're-auth': ['reauth'],
  rate_limited: ['rate_limited'],
  permission: ['permission'],
  invalid_request: ['invalid', 'rejected'],
  content_rejected: ['rejected'],
  unknown_outcome: ['unknown'],
  retry: ['retry'],
  'not found': ['invalid'],
  'cancelled by us': ['invalid'],
  'final already': ['invalid'],
}
/** Of a cell that names several, the first is what happens at first; a refresh comes before any re-auth. */
const classIn = (cell: string): FailureClass[] | undefined => {
  const found = Object.keys(classes)
    .map((word) => ({ word, at: cell.indexOf(word) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at)[0]
  return found && classes[found.word]
}

const known = (found: unknown[]) =>
  test('has rows that can be read', () => expect(found.length).toBeGreaterThan(5))

describe.skipIf(!sheetOf('tiktok'))('the sheet of TikTok', () => {
  const rows = cells(sheetOf('tiktok') ?? '', '## 5. Errors', '## 6.')
  const codes = rows.flatMap(([http = '', code = '', cell = '']) =>
    /^\d{3}/.test(http)
      ? code.split(' / ').map((one) => ({ code: one, status: Number.parseInt(http, 10), cell }))
      : [],
  )
  const reasons = rows.flatMap(([names = '', cell = '', ...more]) =>
    more.length === 0 && !names.startsWith('fail_reason')
      ? names.split(', ').map((code) => ({ code, status: 200, cell }))
      : [],
  )
  known(codes)
  known(reasons)
  test.each([...codes, ...reasons])('$status $code: $cell', async ({ code, status, cell }) => {
    const is = classIn(cell) ?? classIn(code) ?? ['retry']
    const { row, class: ours } = await judge('tiktok', status, {
      error: { code, message: 'No.', log_id: '1' },
    })
    expect(row).toBeDefined()
    expect(is).toContain(ours)
  })
})

describe.skipIf(!sheetOf('pinterest'))('the sheet of Pinterest', () => {
  let before = ''
  const rows = cells(sheetOf('pinterest') ?? '', '### 5.1 Shape', '### 5.2').flatMap(
    ([http = '', code = '', meaning = '', cell = '']) => {
      if (!/^\d{3}/.test(http)) return []
      before = cell === 'same' ? before : cell
      const number = /^\d+$/.test(code) ? Number(code) : 1
      return meaning
        .split(/; (?!also)/)
        .map((message) => ({ status: Number.parseInt(http, 10), code: number, message, cell: before }))
    },
  )
  known(rows)
  test.each(rows)('$status/$code $message: $cell', async ({ status, code, message, cell }) => {
    const onCommit = cell.includes('unknown_outcome')
    const { row, class: ours } = await judge('pinterest', status, { code, message }, onCommit)
    expect(row).toBeDefined()
    expect(classIn(cell)).toContain(ours)
  })
})

describe.skipIf(!sheetOf('linkedin'))('the sheet of LinkedIn', () => {
  const codes = cells(sheetOf('linkedin') ?? '', '## 5. Errors', '### Class table').flatMap(
    ([http = '', names = '']) =>
      [...names.matchAll(/[A-Z]{3,}(?:_[A-Z]+)*/g)].map(([code]) => ({ status: Number(http), code })),
  )
  known(codes)
  test.each(codes.filter(({ status }) => status > 0))('$status $code has a row', async ({ status, code }) => {
    expect((await judge('linkedin', status, { status, code, message: 'words' })).row).toBeDefined()
  })
})

describe.skipIf(!sheetOf('x'))('the sheet of X', () => {
  const sheet = sheetOf('x') ?? ''
  const slugs = (/^Slugs: (.+)\.$/m.exec(sheet)?.[1] ?? '').split(', ').filter(Boolean)
  const bodies = cells(sheet, '## 5. Errors', '### Class table').flatMap(
    ([name = '', http = '', cell = '']) =>
      (/^`(\{.+\})`/.exec(cell) ? [/^`(\{.+?\})`(?!\w)/.exec(cell)![1]!] : []).map((body) => ({
        name,
        status: Number(http),
        body: JSON.parse(body.replaceAll('…', '1')) as unknown,
      })),
  )
  known(slugs)
  test.each(slugs)('the problem %s has a row', async (slug) => {
    const type = `https://api.x.com/2/problems/${slug}`
    // A status that no row knows by itself.
    expect((await judge('x', 418, { title: 'No', detail: 'No', type })).row).toBeDefined()
  })
  test.each(bodies)('$name has a row', async ({ status, body }) => {
    expect((await judge('x', status, body)).row).toBeDefined()
  })
})
