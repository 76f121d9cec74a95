/** Runs `ask` for each item, a few side by side. When one fails, those begun are awaited and no more are begun. */
export async function inTurns<T, R>(
  items: readonly T[],
  sideBySide: number,
  ask: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += sideBySide) {
    const turn = await Promise.allSettled(items.slice(start, start + sideBySide).map(ask))
    for (const one of turn) {
      if (one.status === 'rejected') throw one.reason
      results.push(one.value)
    }
  }
  return results
}
