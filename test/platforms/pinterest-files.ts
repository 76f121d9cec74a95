import { mp4 } from '../fixtures/film.ts'
import { jpeg, png } from '../fixtures/media.ts'
import type { TestFile } from './pinterest-world.ts'

/** Pictures and a film that Pinterest takes. */
export const picture = (more: Partial<TestFile> = {}): TestFile => ({
  kind: 'image',
  mime: 'image/jpeg',
  width: 120,
  height: 180,
  data: jpeg({ width: 120, height: 180 }),
  ...more,
})

export const pngPicture = (): TestFile =>
  picture({ mime: 'image/png', data: png({ width: 120, height: 180, color: [200, 40, 40] }) })

export const film = async (more: Partial<TestFile> = {}): Promise<TestFile> => ({
  kind: 'video',
  mime: 'video/mp4',
  width: 64,
  height: 96,
  data: await mp4({ width: 64, height: 96, seconds: 4 }),
  ...more,
})
