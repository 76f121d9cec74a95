/** TikTok counts in floors: what is left over rides on the last piece, which so reaches almost twice this size. */
export const chunkBytes = 10_000_000

export interface ChunkPlan {
  chunk_size: number
  total_chunk_count: number
  /** Where the last piece begins: the one that starts the post. */
  lastStart: number
}

/** How a film is cut. A film of one piece must name its own size as the piece's. */
export function planChunks(bytes: number): ChunkPlan {
  const count = Math.floor(bytes / chunkBytes)
  return count < 2
    ? { chunk_size: bytes, total_chunk_count: 1, lastStart: 0 }
    : { chunk_size: chunkBytes, total_chunk_count: count, lastStart: (count - 1) * chunkBytes }
}

/** The end of the piece that byte `start` is in, exclusive; only for those before the last. */
export const chunkEnd = ({ chunk_size, lastStart }: ChunkPlan, start: number): number =>
  Math.min((Math.floor(start / chunk_size) + 1) * chunk_size, lastStart)

/** The headers of a piece; `end` is exclusive. */
export const chunkHeaders = (
  file: { mime: string; bytes: number },
  { start, end }: { start: number; end: number },
): Record<string, string> => ({
  'content-type': file.mime,
  'content-range': `bytes ${start}-${end - 1}/${file.bytes}`,
})
