import { printTable } from './table.ts'

/** A part of the bench that can run alone: `npm run bench -- --only <name>`. */
export interface Section {
  name: string
  /** Measures and tells it, of these functions alone where they are asked for. @returns what the line of JSON says */
  run(report: Report, functions?: readonly string[]): Promise<unknown>
}

/** Where sections tell what they measured; figures that miss their bound are counted here. */
export interface Report {
  say(text: string): void
  table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void
  /** Holds while `value` is at most `limit`. */
  bound(name: string, value: number, limit: number, show: (value: number) => string): void
  /** Holds while `value` is at least `limit`. */
  atLeast(name: string, value: number, limit: number, show: (value: number) => string): void
  readonly missed: readonly string[]
}

/** @param form Markdown is for docs/performance.md */
export function openReport(form: 'text' | 'markdown'): Report {
  const missed: string[] = []
  function judge(holds: boolean, name: string, sentence: string) {
    if (!holds) missed.push(name)
    const verdict = holds ? 'holds' : 'MISSED'
    console.log(form === 'text' ? `  ${verdict}: ${sentence}\n` : `\n**${verdict}**: ${sentence}\n`)
  }
  return {
    missed,
    say: (text) => console.log(text),
    table: (head, rows) => (form === 'text' ? printTable(head, rows) : printMarkdown(head, rows)),
    bound: (name, value, limit, show) =>
      judge(value <= limit, name, `${name} is ${show(value)}, the bound ${show(limit)}`),
    atLeast: (name, value, limit, show) =>
      judge(value >= limit, name, `${name} is ${show(value)}, at least ${show(limit)}`),
  }
}

function printMarkdown(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const line = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`)
  console.log()
  line(head)
  line(head.map((_, column) => (column === 0 ? '---' : '--:')))
  for (const row of rows) line(row)
  console.log()
}

export const ms = (value: number, digits = 1) => `${value.toFixed(digits)} ms`
export const seconds = (value: number, digits = 2) => `${(value / 1000).toFixed(digits)} s`
export const times = (ratio: number) => `${ratio.toFixed(2)} x`
