/** What a process of `local/` hands to the handlers it runs; empty, and nobody to set it, when deployed. */
export interface LocalHook {
  /** Origins and prefixes that safe-fetch may read over plain http. */
  fetchExceptions?: { origins: readonly string[] }
  /** In place of what is drawn by chance. */
  chance?: () => number
}

let hook: LocalHook = {}

export function useLocal(next: LocalHook): void {
  hook = next
}

export const localHook = (): LocalHook => hook
