import { invalidParameter } from '../../meta/general-errors.ts'
import { list, type Parameters } from '../../meta/parameters.ts'

/** `attached_media=[{"media_fbid":"1"}]`, or `attached_media[0]={"media_fbid":"1"}` as forms have it. */
export function attachedIds(parameters: Parameters): string[] {
  const indexed = Object.keys(parameters)
    .flatMap((name) => {
      const index = /^attached_media\[(\d+)\]$/.exec(name)?.[1]
      return index === undefined ? [] : [{ index: Number(index), value: parameters[name] }]
    })
    .sort((a, b) => a.index - b.index)
    .map((entry) => entry.value)
  const given = indexed.length > 0 ? indexed : (list(parameters, 'attached_media') ?? [])
  const ids = given.map(mediaId)
  if (new Set(ids).size !== ids.length) throw invalidParameter('Param attached_media names a photo twice.')
  return ids
}

function mediaId(entry: unknown): string {
  const value = typeof entry === 'string' ? parsed(entry) : entry
  const id = typeof value === 'object' && value ? (value as Record<string, unknown>).media_fbid : undefined
  // As a JSON number of this length it would have lost its last digits on the way.
  if (typeof id !== 'string' || !id)
    throw invalidParameter('Param attached_media must be a list of objects with a media_fbid string.')
  return id
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
