import { basePath } from '../api/route.ts'
import type { Config } from './config.ts'

/** The header that leads to the next page of a list; none at its end. */
export function nextLink(
  { env }: Config,
  { path, query, cursor }: { path: string; query: object; cursor: string | undefined },
): { headers?: { link: string } } {
  if (cursor === undefined) return {}
  const next = new URL(`${env.SERVICE_BASE_URL}${basePath}${path}`)
  for (const [name, value] of Object.entries({ ...query, cursor }))
    if (value !== undefined) next.searchParams.set(name, String(value))
  return { headers: { link: `<${next}>; rel="next"` } }
}
