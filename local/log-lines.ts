/** The newest lines that functions wrote, oldest first. */
export interface LogLines {
  readonly lines: readonly string[]
  add(line: string): void
}

const kept = 5_000

export function createLogLines(show: boolean): LogLines {
  let lines: string[] = []
  return {
    get lines() {
      return lines
    },
    add(line) {
      if (show) process.stdout.write(`${line}\n`)
      lines.push(line)
      if (lines.length > kept * 1.2) lines = lines.slice(-kept)
    },
  }
}
