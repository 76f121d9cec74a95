import { mp4 } from '../fixtures/film.ts'
import { gif, jpeg } from '../fixtures/media.ts'
import { image, type PublishingWorld, video } from '../stories/publishing-world.ts'

const names = ['photo', 'second', 'third', 'tall', 'gif', 'film', 'square', 'document'] as const
export type FileName = (typeof names)[number]

interface Asset {
  url: string
  asset_type: string
  mime_type: string
}
export type Files = Record<FileName, Asset>

/** Real small files that every network takes, where the service may fetch them. */
export async function putFiles({ put }: PublishingWorld): Promise<Files> {
  const square = { width: 640, height: 640 }
  const animation = await put('animation.gif', gif({ width: 64, height: 64, frames: 3 }))
  const leaflet = await put(
    'leaflet.pdf',
    Buffer.from('%PDF-1.4\n1 0 obj << /Type /Page >> endobj\ntrailer <<>>\n%%EOF\n'),
  )
  return {
    photo: image(await put('photo.jpg', jpeg(square))),
    second: image(await put('second.jpg', jpeg({ ...square, color: [200, 40, 40] }))),
    third: image(await put('third.jpg', jpeg({ ...square, color: [40, 160, 60] }))),
    tall: image(await put('tall.jpg', jpeg({ width: 540, height: 960 }))),
    gif: { url: animation, asset_type: 'image', mime_type: 'image/gif' },
    film: video(await put('film.mp4', await mp4({ width: 540, height: 960, seconds: 4, fps: 24 }))),
    square: video(await put('square.mp4', await mp4({ width: 360, height: 360, seconds: 4, fps: 24 }))),
    document: { url: leaflet, asset_type: 'document', mime_type: 'application/pdf' },
  }
}

/** The kind that people see of a file. */
export const kindOf = (name: FileName): string =>
  name === 'film' || name === 'square' ? 'video' : name === 'gif' || name === 'document' ? name : 'image'
