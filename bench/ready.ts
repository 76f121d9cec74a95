import { startDev } from './dev-process.ts'
import { ms, type Section } from './report.ts'
import { median } from './statistics.ts'

const starts = 5
const boundMs = 2000

export const ready: Section = {
  name: 'ready',
  async run(report) {
    const starting = await measureReady()
    report.say('`npm run dev` until ready')
    report.table(
      ['start', ...starting.all.map((_, n) => String(n + 1))],
      [['', ...starting.all.map((each) => ms(each, 0))]],
    )
    report.bound('the median start', starting.median, boundMs, (value) => ms(value, 0))
    return starting
  },
}

/** How long `npm run dev` takes until it is ready, ms. */
async function measureReady(): Promise<{ median: number; all: number[] }> {
  const all: number[] = []
  for (let n = 0; n < starts; n += 1) {
    const dev = await startDev()
    await dev.stop()
    all.push(dev.readyMs)
  }
  return { median: median(all), all }
}
