import { mp4 } from '../fixtures/film.ts'
import { gif, jpeg } from '../fixtures/media.ts'

const names = ['photo', 'second', 'third', 'tall', 'gif', 'film', 'square', 'document'] as const
export type FileName = (typeof names)[number]

interface Asset {
  url: string
  asset_type: 'image' | 'video' | 'document'
  mime_type: string
}
export type Files = Record<FileName, Asset>

const asset = (asset_type: Asset['asset_type'], mime_type: string, url: string): Asset => ({
  url,
  asset_type,
  mime_type,
})

/** Real small files that every network takes, where the service may fetch them. */
export async function putFiles(put: (name: string, bytes: Buffer) => Promise<string>): Promise<Files> {
  const picture = async (name: string, bytes: Buffer) => asset('image', 'image/jpeg', await put(name, bytes))
  const film = async (name: string, bytes: Buffer) => asset('video', 'video/mp4', await put(name, bytes))
  const square = { width: 640, height: 640 }
  const animation = await put('animation.gif', gif({ width: 64, height: 64, frames: 3 }))
  const leaflet = await put(
    'leaflet.pdf',
    Buffer.from('%PDF-1.4\n1 0 obj << /Type /Page >> endobj\ntrailer <<>>\n%%EOF\n'),
  )
  return {
    photo: await picture('photo.jpg', jpeg(square)),
    second: await picture('second.jpg', jpeg({ ...square, color: [200, 40, 40] })),
    third: await picture('third.jpg', jpeg({ ...square, color: [40, 160, 60] })),
    tall: await picture('tall.jpg', jpeg({ width: 540, height: 960 })),
    gif: asset('image', 'image/gif', animation),
    film: await film('film.mp4', await mp4({ width: 540, height: 960, seconds: 4, fps: 24 })),
    square: await film('square.mp4', await mp4({ width: 360, height: 360, seconds: 4, fps: 24 })),
    document: asset('document', 'application/pdf', leaflet),
  }
}

/** The kind that people see of a file. */
export const kindOf = (name: FileName): string =>
  name === 'film' || name === 'square' ? 'video' : name === 'gif' || name === 'document' ? name : 'image'
