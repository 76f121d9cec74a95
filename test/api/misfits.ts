/** What is looked at of a JSON Schema without references. */
export interface Schema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  [word: string]: unknown
}

/** What of the narrower schema has no place in the wider one: in requests the released one is the narrower, in answers today's. */
export function misfits(kind: 'request' | 'answer', at: string, [narrow, wide]: [Schema, Schema]): string[] {
  const inner = (place: string, pair: [Schema, Schema]) => misfits(kind, `${at}${place}`, pair)
  const parts = narrow.anyOf ?? narrow.oneOf
  if (parts) return [...new Set(parts.flatMap((one) => inner('', [one, wide])))]
  const places = wide.anyOf ?? wide.oneOf
  if (places)
    return places.map((one) => inner('', [narrow, one])).toSorted((a, b) => a.length - b.length)[0] ?? []
  const strangers = typesOf(narrow).filter((type) => !hasPlaceFor(type, typesOf(wide)))
  if (strangers.length > 0)
    return [kind === 'request' ? `${at} may not be ${strangers} any more` : `${at} may be ${strangers} now`]
  const fields = Object.entries({ ...narrow.properties, ...wide.properties }).flatMap(([name]) => {
    const [less, more] = [narrow.properties?.[name], wide.properties?.[name]]
    if (less && more) {
      const loose = wide.required?.includes(name) && !narrow.required?.includes(name)
      const missing = loose
        ? [`${at}.${name} ${kind === 'request' ? 'must be given now' : 'may be absent now'}`]
        : []
      return [...missing, ...inner(`.${name}`, [less, more])]
    }
    if (kind === 'answer') return more ? [`${at}.${name} is gone`] : []
    if (more) return wide.required?.includes(name) ? [`${at}.${name} must be given now`] : []
    return wide.additionalProperties === false ? [`${at}.${name} is not taken any more`] : []
  })
  const { items: element, additionalProperties: rest } = narrow
  return [
    ...(kind === 'request' ? narrowed(at, narrow, wide) : []),
    ...fields,
    ...(element && wide.items ? inner('[]', [element, wide.items]) : []),
    ...(typeof rest === 'object' && typeof wide.additionalProperties === 'object'
      ? inner('.*', [rest, wide.additionalProperties])
      : []),
  ]
}

const everyType = ['string', 'number', 'boolean', 'object', 'array', 'null']

function typesOf(schema: Schema): string[] {
  const values = valuesOf(schema)
  if (schema.type) return [schema.type].flat()
  return values ? [...new Set(values.map((value) => (value === null ? 'null' : typeof value)))] : everyType
}

const hasPlaceFor = (type: string, types: string[]) =>
  types.includes(type) || (type === 'integer' && types.includes('number'))

const valuesOf = (schema: Schema) => schema.enum ?? ('const' in schema ? [schema.const] : undefined)

/** Limits and values by which less is taken than before. */
function narrowed(at: string, before: Schema, after: Schema): string[] {
  const values = valuesOf(after)
  const was = valuesOf(before)
  const lost = values ? (was ?? ['any value']).filter((value) => !values.includes(value)) : []
  const limit = (word: string, isNarrower: (now: number, then: number) => boolean, none: number) => {
    const [then, now] = [before[word] ?? none, after[word] ?? none] as [number, number]
    return isNarrower(now, then) ? [`${at} has the ${word} ${now} now`] : []
  }
  const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']
  const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']
  return [
    ...lost.map((value) => `${at} may not be ${value} any more`),
    ...lower.flatMap((word) => limit(word, (now, then) => now > then, Number.NEGATIVE_INFINITY)),
    ...upper.flatMap((word) => limit(word, (now, then) => now < then, Number.POSITIVE_INFINITY)),
    ...patternsOf(after).flatMap((one) =>
      patternsOf(before).includes(one) ? [] : [`${at} has the pattern ${one} now`],
    ),
    ...['format', 'multipleOf'].flatMap((word) =>
      after[word] === undefined || after[word] === before[word]
        ? []
        : [`${at} has the ${word} ${after[word]} now`],
    ),
    ...(before.additionalProperties !== false &&
    after.additionalProperties === false &&
    before.type === 'object'
      ? [`${at} takes no further fields any more`]
      : []),
  ]
}

const patternsOf = ({ pattern, allOf = [] }: Schema): string[] =>
  [pattern, ...allOf.map((one) => one.pattern)].filter((one) => typeof one === 'string')
