/** Counts the frames by walking every block to the trailer; throws when the file ends before. */
export function gifFrames(bytes: Buffer): number {
  const at = (position: number) => {
    const value = bytes[position]
    if (value === undefined) throw new Error('the GIF ends before its trailer')
    return value
  }
  const tableSize = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  const afterSubBlocks = (start: number) => {
    let position = start
    while (at(position) !== 0) position += at(position) + 1
    return position + 1
  }
  let position = 13 + tableSize(at(10))
  let frames = 0
  while (at(position) !== 0x3b) {
    if (at(position) === 0x21) {
      position = afterSubBlocks(position + 2)
    } else if (at(position) === 0x2c) {
      frames += 1
      position = afterSubBlocks(position + 10 + tableSize(at(position + 9)) + 1)
    } else {
      throw new Error('unknown GIF block')
    }
  }
  if (frames === 0) throw new Error('the GIF has no frame')
  return frames
}
