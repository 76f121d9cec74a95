import type { z } from 'zod'
import type { SimRequest } from '../kit/server.ts'
import { invalidParams } from './errors.ts'
import type { TikTok } from './state.ts'

/** Parses a JSON body strictly, or refuses it; unknown names too, which TikTok may ignore, so that slips are seen. */
export function parseBody<T>(tiktok: TikTok, request: SimRequest, schema: z.ZodType<T>): T {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw invalidParams(tiktok, 'The request content type is not supported [application/json is]')
  const result = schema.safeParse(jsonOf(tiktok, request))
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const path = issue.path.map(String).join('.') || 'body'
  throw invalidParams(tiktok, `${general(path)} [${path}: ${issue.message}]`)
}

function jsonOf(tiktok: TikTok, request: SimRequest): unknown {
  if (request.raw.length === 0) return {}
  try {
    return JSON.parse(request.raw.toString('utf8'))
  } catch {
    throw invalidParams(tiktok, 'The request body is not JSON')
  }
}

function general(path: string): string {
  if (path.startsWith('post_info')) return 'The request post info is empty or incorrect'
  if (path.startsWith('source_info')) return 'The request source info is empty or incorrect'
  return 'The request is malformed'
}

/** The `fields` of the query, each known; none is an error too. */
export function fieldsOf(tiktok: TikTok, request: SimRequest, known: readonly string[]): string[] {
  const fields = (request.url.searchParams.get('fields') ?? '').split(',').map((field) => field.trim())
  if (fields[0] === '') throw invalidParams(tiktok, 'Fields is required')
  const unknown = fields.filter((field) => !known.includes(field))
  if (unknown.length > 0) throw invalidParams(tiktok, `Fields are not supported: ${unknown.join(', ')}`)
  return fields
}
