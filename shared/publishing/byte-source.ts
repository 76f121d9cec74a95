import { open } from 'node:fs/promises'

/** A file read by ranges. A range that reaches beyond the end gives what there is. */
export interface ByteSource {
  size: number
  read(offset: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

export type MediaFile = { path: string } | { bytes: Uint8Array }

const windowSize = 64 * 1024

/** Opens a file on disk, or bytes in memory, for reading by ranges. */
export function openBytes(file: MediaFile): Promise<ByteSource> {
  return 'path' in file ? openPath(file.path) : Promise.resolve(inMemory(file.bytes))
}

function inMemory(bytes: Uint8Array): ByteSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    size: buffer.length,
    read: async (offset, length) => buffer.subarray(offset, offset + length),
    close: async () => {},
  }
}

async function openPath(path: string): Promise<ByteSource> {
  const file = await open(path)
  const { size } = await file.stat()
  // Walking chunk headers asks for eight bytes at a time: one window serves many of them.
  let window = { offset: 0, bytes: Buffer.alloc(0) }
  return {
    size,
    async read(offset, length) {
      const end = Math.min(offset + length, size)
      if (offset >= end) return Buffer.alloc(0)
      if (offset < window.offset || end > window.offset + window.bytes.length) {
        const wanted = Buffer.alloc(Math.max(end - offset, Math.min(windowSize, size - offset)))
        const { bytesRead } = await file.read(wanted, 0, wanted.length, offset)
        const fresh = { offset, bytes: wanted.subarray(0, bytesRead) }
        if (wanted.length <= windowSize) window = fresh
        return fresh.bytes.subarray(0, end - offset)
      }
      return window.bytes.subarray(offset - window.offset, end - window.offset)
    },
    close: () => file.close(),
  }
}
