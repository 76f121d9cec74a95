import { startDev } from './dev-process.ts'
import { median } from './statistics.ts'

const starts = 5

/** How long `npm run dev` takes until it is ready, ms. */
export async function measureReady(): Promise<{ median: number; all: number[] }> {
  const all: number[] = []
  for (let n = 0; n < starts; n += 1) {
    const dev = await startDev()
    await dev.stop()
    all.push(dev.readyMs)
  }
  return { median: median(all), all }
}
