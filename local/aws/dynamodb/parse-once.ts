import type { AttributeValue } from 'dynalite/db/index.js'

interface Context {
  attrNames?: Record<string, string>
  attrVals?: Record<string, AttributeValue>
  unusedAttrNames?: Record<string, true>
  unusedAttrVals?: Record<string, true>
}

export interface Parser {
  parse(text: string, options: { context: Context }): unknown
}

interface Parsed {
  tree: unknown
  /** The values it was parsed with, which stand in the tree themselves, and their names. */
  places: Map<unknown, string>
  names: string[]
  values: string[]
}

const kept = 2_000
/** These are checked against the values themselves, not their types alone. */
const looksAtValues = /\b(BETWEEN|attribute_type)\b/i

/**
 * dynalite parses every expression of every request anew, a third of its work. Here each text is parsed once for its
 * names and the types of its values, and other values are put into the same tree.
 */
export function parseOnce(parser: Parser): void {
  const parse = parser.parse
  const known = new Map<string, Parsed>()

  parser.parse = (text, options) => {
    const { context } = options
    const { attrNames = {}, attrVals = {} } = context
    if (looksAtValues.test(text)) return parse(text, options)
    const types = Object.entries(attrVals).map(([name, value]) => [name, Object.keys(value)[0]])
    const key = JSON.stringify([text, attrNames, types])
    let parsed = known.get(key)
    if (!parsed) {
      const unusedAttrNames = marked(attrNames)
      const unusedAttrVals = marked(attrVals)
      const tree = parse(text, { context: { ...context, unusedAttrNames, unusedAttrVals } })
      // A refusal, in words.
      if (typeof tree === 'string') return tree
      const used = (all: object, unused: object) => Object.keys(all).filter((name) => !(name in unused))
      parsed = {
        tree,
        places: new Map(Object.entries(attrVals).map(([name, value]) => [value, name])),
        names: used(attrNames, unusedAttrNames),
        values: used(attrVals, unusedAttrVals),
      }
      if (known.size >= kept) known.clear()
      known.set(key, parsed)
    }
    for (const name of parsed.names) delete context.unusedAttrNames?.[name]
    for (const name of parsed.values) delete context.unusedAttrVals?.[name]
    return filled(parsed.tree, parsed.places, attrVals)
  }
}

const marked = (all: object) => Object.fromEntries(Object.keys(all).map((name) => [name, true as const]))

/** A tree of the caller's own, which dynalite then writes into. */
function filled(tree: unknown, places: Parsed['places'], values: Record<string, AttributeValue>): unknown {
  const name = places.get(tree)
  if (name !== undefined) return values[name]
  if (Array.isArray(tree)) return tree.map((part) => filled(part, places, values))
  if (typeof tree !== 'object' || tree === null) return tree
  const copy: Record<string, unknown> = {}
  for (const [part, value] of Object.entries(tree)) copy[part] = filled(value, places, values)
  return copy
}
