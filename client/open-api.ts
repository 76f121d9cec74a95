import createClient from 'openapi-fetch'
import type { components, paths } from './api.d.ts'

/** A schema of the contract, by its name. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

/** One caller of the API: every path, body and answer has the type that the contract gives it. */
export type Api = ReturnType<typeof openApi>

/** @param origin such as `https://api.example.com` @param token of the caller; open routes need none */
export const openApi = (origin: string, token?: string) =>
  createClient<paths>({ baseUrl: origin, headers: token ? { authorization: `Bearer ${token}` } : {} })

/** What a good answer holds. @throws the answer, when it is none */
export function good<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): T {
  if (data === undefined)
    throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(error)}`)
  return data
}
