const width = 30

/** Tells how far a long run is: a bar on a terminal, a line now and then elsewhere. */
export function createProgress(total: number, { tty = process.stdout.isTTY, lines = 20 } = {}) {
  const started = performance.now()
  let toldLines = 0
  return {
    at(done: number, words: string) {
      const share = total === 0 ? 1 : done / total
      const percent = `${Math.floor(share * 100)} %`.padStart(5)
      const minutes = `${((performance.now() - started) / 60_000).toFixed(1)} min`
      if (tty) {
        const bar = '#'.repeat(Math.round(share * width)).padEnd(width, '.')
        process.stdout.write(`\r[${bar}] ${percent}  ${minutes}  ${words}\x1b[K`)
      } else if (Math.floor(share * lines) > toldLines) {
        toldLines = Math.floor(share * lines)
        console.log(`${percent}  ${minutes}  ${words}`)
      }
    },
    /** A line that stays. */
    tell(line: string) {
      console.log(tty ? `\r${line}\x1b[K` : line)
    },
    end() {
      if (tty) process.stdout.write('\r\x1b[K')
    },
  }
}
