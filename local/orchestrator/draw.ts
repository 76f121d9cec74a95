import { createHash } from 'node:crypto'
import { encode } from 'jpeg-js'
import { PNG } from 'pngjs'

type Colour = readonly [red: number, green: number, blue: number]

export interface Canvas {
  width: number
  height: number
  format: 'png' | 'jpeg'
}

/** A real picture of a landscape that the prompt decides, to the pixel: the same words make the same one. */
export function draw(prompt: string, { width, height, format }: Canvas): Buffer {
  const chance = createHash('sha256').update(prompt).digest()
  const share = (at: number) => chance[at]! / 255
  const hue = share(0) * 360
  const top = colour(hue, 0.55, 0.3)
  const horizon = colour(hue + 40 + share(1) * 80, 0.75, 0.75)
  const sun = { x: width * (0.2 + 0.6 * share(2)), y: height * (0.2 + 0.35 * share(3)), r: height * 0.09 }
  const ranges = [0.55, 0.68, 0.82].map((level, n) => ({
    colour: colour(hue + 180 + n * 12, 0.35, 0.42 - n * 0.12),
    ridge: (x: number) =>
      height * (level + 0.05 * Math.sin(x / (90 + 80 * share(4 + n)) + share(8 + n) * 9)) +
      height * 0.02 * Math.sin(x / (23 + 20 * share(12 + n))),
  }))
  const lines = ranges.map(({ colour, ridge }) => ({
    rgb: colour.map(Math.round),
    ridge: Float64Array.from({ length: width }, (_, x) => ridge(x)),
  }))
  const png = new PNG({ width, height, colorType: 2 })
  let at = 0
  for (let y = 0; y < height; y += 1) {
    const sky = mix(top, horizon, y / height)
    for (let x = 0; x < width; x += 1) {
      const hill = lines.findLast(({ ridge }) => y > ridge[x]!)
      const near = 1 - Math.hypot(x - sun.x, y - sun.y) / sun.r
      const [red, green, blue] =
        hill?.rgb ?? (near > 0 ? mix(sky, [255, 246, 220], Math.min(1, near * 6)) : sky)
      png.data[at] = red!
      png.data[at + 1] = green!
      png.data[at + 2] = blue!
      png.data[at + 3] = 255
      at += 4
    }
  }
  if (format === 'jpeg') return encode({ data: png.data, width, height }, 88).data
  // One filter for all lines: trying them all takes four times as long.
  return PNG.sync.write(png, { colorType: 2, deflateLevel: 1, filterType: 2 })
}

const mix = (from: Colour, to: Colour, share: number): Colour => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
]

/** From hue in degrees, saturation and lightness. */
function colour(hue: number, saturation: number, lightness: number): Colour {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12
    return 255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1)))
  }
  return [channel(0), channel(8), channel(4)]
}
