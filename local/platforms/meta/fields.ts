import { invalidParameter } from './general-errors.ts'

/** One entry of `fields=id,children.limit(5){id,media_type}`. */
export interface Field {
  name: string
  fields: Field[]
  /** What stood behind the name: `limit` is `5` in `children.limit(5)`. */
  modifiers?: Record<string, string>
}

/** Parses Graph's field expansion. */
export function parseFields(text: string): Field[] {
  const [fields, end] = parseList(text, 0)
  if (end !== text.length) throw invalidParameter('Syntax error in the fields parameter')
  return fields
}

function parseList(text: string, start: number): [Field[], number] {
  const fields: Field[] = []
  let at = start
  while (at < text.length && text[at] !== '}') {
    const name = /^\s*([a-z_0-9]+)((?:\.[a-z_]+\([^)]*\))*)\s*/i.exec(text.slice(at))
    if (!name) throw invalidParameter('Syntax error in the fields parameter')
    at += name[0].length
    let nested: Field[] = []
    if (text[at] === '{') {
      ;[nested, at] = parseList(text, at + 1)
      if (text[at] !== '}') throw invalidParameter('Syntax error in the fields parameter')
      at += 1
    }
    const modifiers = Object.fromEntries(
      [...name[2]!.matchAll(/\.([a-z_]+)\(([^)]*)\)/gi)].map(([, key, value]) => [key!, value!]),
    )
    fields.push({ name: name[1]!, fields: nested, modifiers })
    if (text[at] !== ',') break
    at += 1
  }
  return [fields, at]
}

/** How to read each field of one node; `undefined` leaves the field out, as Meta does with empty ones. */
export type Readers = Record<string, (nested: Field[], modifiers: Record<string, string>) => unknown>

/** The node's asked fields and always its id. An unknown field is refused in Meta's words. */
export function readNode(
  node: { type: string; readers: Readers; defaults: string[] },
  asked: Field[],
): Record<string, unknown> {
  const fields: Field[] = asked.length > 0 ? asked : node.defaults.map((name) => ({ name, fields: [] }))
  const answer: Record<string, unknown> = {}
  for (const field of fields) {
    const read = node.readers[field.name]
    if (!read)
      throw invalidParameter(`Tried accessing nonexisting field (${field.name}) on node type (${node.type})`)
    const value = read(field.fields, field.modifiers ?? {})
    if (value !== undefined) answer[field.name] = value
  }
  if (node.readers.id) answer.id = node.readers.id([], {})
  return answer
}
