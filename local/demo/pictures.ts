import { encode } from 'jpeg-js'

type Colour = readonly [red: number, green: number, blue: number]

const mix = (from: Colour, to: Colour, share: number): Colour => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
]

const skies: Record<'dawn' | 'dusk' | 'noon', [top: Colour, horizon: Colour, hills: Colour]> = {
  dawn: [
    [92, 61, 140],
    [255, 176, 122],
    [46, 38, 71],
  ],
  dusk: [
    [23, 37, 84],
    [244, 114, 82],
    [24, 24, 38],
  ],
  noon: [
    [56, 132, 255],
    [205, 232, 255],
    [44, 110, 73],
  ],
}

/** A real JPEG of a landscape: a sky, a sun and hills. */
export function landscape(mood: keyof typeof skies, { width = 1080, height = 1080 } = {}): Buffer {
  const [top, horizon, hills] = skies[mood]
  const pixels = Buffer.alloc(width * height * 4)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const ridge = height * (0.68 + 0.06 * Math.sin(x / 130) + 0.03 * Math.sin(x / 47))
      const fromSun = Math.hypot(x - width * 0.62, y - height * 0.5) / (width * 0.11)
      const sky = mix(top, horizon, Math.min(1, y / (height * 0.7)))
      const [red, green, blue] =
        y > ridge ? hills : mix([255, 244, 214], sky, Math.min(1, Math.max(0, (fromSun - 0.9) * 2)))
      pixels.set([red, green, blue, 255], (y * width + x) * 4)
    }
  return encode({ data: pixels, width, height }, 88).data
}
