/** JSON with integers beyond 2^53 as strings, so that no id is ever rounded; undefined when it is none. */
export function losslessJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
      typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
        ? (context?.source ?? String(value))
        : value,
    )
  } catch {
    return undefined
  }
}
