/**
 * Keeps answers for a while, `most` of them, and asks once for what many need at the same moment. A failure is told to
 * all who wait for it and not kept.
 */
export function keepAnswers<T>({ ms, most, now }: { ms: number; most: number; now(): number }) {
  const kept = new Map<string, { answer: Promise<T>; until: number }>()

  return (name: string, ask: () => Promise<T>): Promise<T> => {
    const known = kept.get(name)
    if (known && known.until > now()) return known.answer
    kept.delete(name)
    const oldest = kept.keys().next().value
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest)
    const asked = { answer: ask(), until: now() + ms }
    kept.set(name, asked)
    asked.answer.catch(() => {
      if (kept.get(name) === asked) kept.delete(name)
    })
    return asked.answer
  }
}
