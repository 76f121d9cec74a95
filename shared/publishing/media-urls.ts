import { AppError, type Violation } from '../domain/errors.ts'
import { checkUrl, UnsafeUrlError } from '../security/safe-url.ts'

type Exceptions = { origins: readonly string[] } | undefined

/** The URLs that may never be fetched, as violations. */
export const unsafeUrls = (exceptions: Exceptions, assets: readonly { url?: string }[]): Violation[] =>
  assets.flatMap(({ url }, index) => {
    if (url === undefined) return []
    try {
      checkUrl(url, exceptions)
      return []
    } catch (error) {
      if (!(error instanceof UnsafeUrlError)) throw error
      return [{ path: `assets.${index}.url`, rule: 'unsafe_url', message: error.reason }]
    }
  })

/** Refuses them before anything is stored. @throws AppError `unsafe_url` */
export function checkAssetUrls(
  services: { fetchExceptions: Exceptions },
  assets: readonly { url?: string }[],
): void {
  const violations = unsafeUrls(services.fetchExceptions, assets)
  if (violations.length)
    throw new AppError('unsafe_url', violations.map(({ path, message }) => `${path}: ${message}`).join(' '), {
      violations,
    })
}
