import createClient from 'openapi-fetch'
import type { components, paths } from './api.d.ts'

/** A schema of the contract, by its name. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

/** One caller of the API: every path, body and answer has the type that the contract gives it. */
export type Api = ReturnType<typeof openApi>

/** @param origin such as `https://api.example.com` @param token of the caller; open routes need none */
export const openApi = (origin: string, token?: string) =>
  createClient<paths>({ baseUrl: origin, headers: token ? { authorization: `Bearer ${token}` } : {} })
