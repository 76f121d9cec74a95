/** Builds once, at the first call: what is imported alone reads, opens and makes nothing. */
export function once<T>(build: () => T): () => T {
  let built: { value: T } | undefined
  return () => {
    built ??= { value: build() }
    return built.value
  }
}
