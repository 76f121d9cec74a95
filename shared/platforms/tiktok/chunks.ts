/**
 * Pieces of a film are at least so large (TikTok's least is 5 MB, of either kind) and under one and a half times
 * this, so that the last one, which is sent on the second, is small too; a film under twice this is one piece.
 */
export const leastBytes = 6_000_000

export interface ChunkPlan {
  chunk_size: number
  total_chunk_count: number
  /** Where the last piece begins: the one that starts the post. */
  lastStart: number
}

/** How a film is cut: TikTok counts in floors, and what is left over rides on the last piece. */
export function planChunks(bytes: number): ChunkPlan {
  const count = Math.max(1, Math.floor(bytes / leastBytes))
  const size = Math.floor(bytes / count)
  return { chunk_size: size, total_chunk_count: count, lastStart: (count - 1) * size }
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
