import { inflateSync } from 'node:zlib'
import type { ByteSource } from './byte-source.ts'

/** Larger files are not counted: they are held in memory whole. */
const maxBytes = 32 * 1024 * 1024
/** What all compressed objects may come to. */
const maxInflated = 32 * 1024 * 1024
/** A list of thousands of pages fits. */
const maxObject = 1024 * 1024

/** Numbers and gaps are bounded, so that no file makes the search slow. */
const objectStart = /(\d{1,9})\s{1,8}\d{1,5}\s{1,8}obj\b/g
const reference = (name: string) => new RegExp(`/${name}\\s{0,8}(\\d{1,9})\\s{1,8}\\d{1,5}\\s{1,8}R\\b`)

/**
 * The pages of a PDF, as the root of its page tree counts them (ISO 32000-1, 7.7.3.2). Undefined where that can't be
 * read: a file too large, encrypted or damaged.
 */
export async function countPdfPages(source: ByteSource): Promise<number | undefined> {
  if (source.size > maxBytes) return undefined
  const file = await source.read(0, source.size)
  const text = file.toString('latin1')
  try {
    const objects = readObjects(file, text)
    const catalog = follow(objects, reference('Root').exec(text.slice(text.lastIndexOf('/Root'))))
    const pages = follow(objects, catalog === undefined ? null : reference('Pages').exec(catalog))
    const count = /\/Count\s{0,8}(\d{1,9})\b(?!\s{1,8}\d{1,5}\s{1,8}R\b)/.exec(pages ?? '')?.[1]
    return count === undefined ? undefined : Number(count)
  } catch {
    // A stream that can't be inflated, or comes to too much: nothing is known, and nothing refused for it.
    return undefined
  }
}

const follow = (objects: Map<number, string>, found: RegExpExecArray | null): string | undefined =>
  found ? objects.get(Number(found[1])) : undefined

/**
 * The dictionaries of all objects by number; a later one is of a later revision. What stands in streams is passed over,
 * and each byte is looked at a few times at the most, whatever the file says.
 */
function readObjects(file: Buffer, text: string): Map<number, string> {
  const objects = new Map<number, string>()
  const search = new RegExp(objectStart)
  let left = maxInflated
  for (let found = search.exec(text); found; found = search.exec(text)) {
    const start = search.lastIndex
    const stop = text.indexOf('endobj', start)
    if (stop < 0) break
    const body = text.slice(start, Math.min(stop, start + maxObject))
    const stream = /\bstream\r?\n/.exec(body)
    const dictionary = stream ? body.slice(0, stream.index) : body
    objects.set(Number(found[1]), dictionary)
    search.lastIndex = stop
    if (!stream) continue
    const begin = start + stream.index + stream[0].length
    const length = /\/Length\s{1,8}(\d{1,9})\b(?!\s{1,8}\d{1,5}\s{1,8}R\b)/.exec(dictionary)?.[1]
    const end = length === undefined ? text.indexOf('endstream', begin) : begin + Number(length)
    const behind = end < 0 ? -1 : text.indexOf('endobj', end)
    if (behind < 0) break
    search.lastIndex = behind
    if (!/\/Type\s{0,8}\/ObjStm\b/.test(dictionary) || !/\/FlateDecode\b/.test(dictionary)) continue
    const inflated = inflateSync(file.subarray(begin, end), { maxOutputLength: left }).toString('latin1')
    left -= inflated.length
    for (const [number, inner] of innerObjects(dictionary, inflated)) objects.set(number, inner)
  }
  return objects
}

/** An object stream (7.5.7) begins with pairs of an object's number and its offset behind `First`. */
function innerObjects(dictionary: string, inflated: string): [number, string][] {
  const first = Number(/\/First\s{1,8}(\d{1,9})/.exec(dictionary)?.[1])
  const pairs = inflated.slice(0, first).trim().split(/\s+/).map(Number)
  return Array.from({ length: Math.floor(pairs.length / 2) }, (_, index) => {
    const next = pairs[index * 2 + 3]
    const to = next === undefined ? undefined : first + next
    return [pairs[index * 2]!, inflated.slice(first + pairs[index * 2 + 1]!, to)]
  })
}
