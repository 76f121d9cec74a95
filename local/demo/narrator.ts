export interface Check {
  name: string
  passed: boolean
  detail: string
}

/** Tells what happens, and keeps score. */
export interface Narrator {
  chapter(title: string): void
  say(line: string): void
  /** A claim with what was seen; the demo fails when one does not hold. */
  check(name: string, passed: boolean, detail?: string): void
  checks: readonly Check[]
}

const colour = (code: number, text: string) =>
  process.stdout.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text

export function createNarrator(): Narrator {
  const checks: Check[] = []
  return {
    checks,
    chapter: (title) => console.log(`\n${colour(1, title)}`),
    say: (line) => console.log(`  ${line}`),
    check(name, passed, detail = '') {
      checks.push({ name, passed, detail })
      console.log(
        `  ${passed ? colour(32, '✓') : colour(31, '✗')} ${name}${detail ? colour(2, `  ${detail}`) : ''}`,
      )
    },
  }
}
