const pieceBytes = 8 * 1024 * 1024

/**
 * A file for a form that is read piece by piece while it is sent: films are larger than the memory of a function.
 * @param read gives the bytes of a range, `end` exclusive
 */
export function streamedFile(
  file: { name: string; type: string; bytes: number },
  read: (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>,
): File {
  async function* pieces() {
    for (let start = 0; start < file.bytes; start += pieceBytes)
      yield await read(start, Math.min(start + pieceBytes, file.bytes))
  }
  // A form sends a File's own `size` and `stream()`, which are all it asks of it.
  return Object.defineProperties(new File([], file.name, { type: file.type }), {
    size: { value: file.bytes },
    stream: { value: () => ReadableStream.from(pieces()) },
  })
}
