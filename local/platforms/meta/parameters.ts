import { invalidParameter } from './general-errors.ts'

/** Graph takes parameters from the query, a form or a JSON body alike; later ones win. */
export type Parameters = Record<string, unknown>

export interface ParameterSource {
  url: URL
  headers: Record<string, string | string[] | undefined>
  raw: Buffer
  json(): unknown
  form(): URLSearchParams
  multipart(): Promise<FormData>
}

/** Merges query and body; a JSON body that isn't an object is refused. */
export async function readParameters(request: ParameterSource): Promise<Parameters> {
  const parameters: Parameters = Object.fromEntries(request.url.searchParams)
  if (request.raw.length === 0) return parameters
  const type = String(request.headers['content-type'] ?? '')
  if (type.startsWith('application/json')) return { ...parameters, ...jsonObject(request) }
  if (type.startsWith('multipart/form-data')) {
    for (const [name, value] of await request.multipart())
      if (typeof value === 'string') parameters[name] = value
    return parameters
  }
  return { ...parameters, ...Object.fromEntries(request.form()) }
}

function jsonObject(request: ParameterSource): Parameters {
  const body = parseJson(request.raw.toString('utf8'))
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalidParameter('Invalid JSON in the request body')
  return body as Parameters
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function text(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'object') throw invalidParameter(`Param ${name} must be a string.`)
  return String(value)
}

export function flag(parameters: Parameters, name: string): boolean {
  const value = parameters[name]
  return value === true || value === 'true' || value === 1 || value === '1'
}

/** A list as a JSON array, the text of one, or comma-separated. */
export function list(parameters: Parameters, name: string): unknown[] | undefined {
  const value = parameters[name]
  if (value === undefined || value === null || value === '') return undefined
  if (Array.isArray(value)) return value
  if (typeof value !== 'string') throw invalidParameter(`Param ${name} must be an array.`)
  if (!value.trimStart().startsWith('[')) return value.split(',').map((entry) => entry.trim())
  const parsed = parseJson(value)
  if (!Array.isArray(parsed)) throw invalidParameter(`Param ${name} must be an array.`)
  return parsed
}

/** A map, as a JSON object or the text of one. */
export function map(parameters: Parameters, name: string): Record<string, unknown> | undefined {
  const value = parameters[name]
  if (value === undefined || value === null || value === '') return undefined
  const parsed = typeof value === 'string' ? parseJson(value) : value
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw invalidParameter(`Param ${name} must be a map.`)
  return parsed as Record<string, unknown>
}

/** Unix seconds or anything `Date` reads; in milliseconds. */
export function time(parameters: Parameters, name: string): number | undefined {
  const value = text(parameters, name)
  if (value === undefined) return undefined
  const at = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value)
  if (Number.isNaN(at)) throw invalidParameter(`Param ${name} must be a valid date or timestamp.`)
  return at
}

/** `Authorization: Bearer` or the `access_token` parameter; the parameter wins as it does at Meta. */
export function accessToken(request: ParameterSource, parameters: Parameters): string | undefined {
  const given = text(parameters, 'access_token')
  if (given) return given
  return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(String(request.headers.authorization ?? ''))?.[1]
}
