export type XmlValue = string | number | boolean | undefined | { [name: string]: XmlValue } | XmlValue[]

const special: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

/** An element and what is in it; a list repeats its element. */
export function element(name: string, value: XmlValue): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map((each) => element(name, each)).join('')
  if (typeof value !== 'object')
    return `<${name}>${String(value).replace(/[&<>"\r]/g, (c) => special[c]!)}</${name}>`
  const inside = Object.entries(value).map(([child, each]) => element(child, each))
  return `<${name}>${inside.join('')}</${name}>`
}

export const xmlDocument = (name: string, value: XmlValue) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, value)}`

/** The contents of every element of that name; enough for the two request bodies that S3 gets. */
export function contents(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    (match) => match[1] ?? '',
  )
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

/** Character data as it was meant. */
export function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex || decimal) return String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10))
    return entities[name] ?? whole
  })
}
