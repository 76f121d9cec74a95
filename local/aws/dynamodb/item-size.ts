import type { AttributeValue, Item } from 'dynalite/db/index.js'

/**
 * Bytes of an item as DynamoDB counts them
 * (docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html, read 2026-11-20).
 */
export function itemSize(item: Item): number {
  let size = 0
  for (const [name, value] of Object.entries(item))
    if (value) size += Buffer.byteLength(name) + valueSize(value)
  return size
}

function valueSize(attribute: AttributeValue): number {
  const [type, value] = Object.entries(attribute)[0] ?? ['NULL', true]
  switch (type) {
    case 'S':
      return Buffer.byteLength(value as string)
    case 'N':
      return numberSize(value as string)
    case 'B':
      return Buffer.byteLength(value as string, 'base64')
    case 'SS':
      return sum(value as string[], (each) => Buffer.byteLength(each))
    case 'NS':
      return sum(value as string[], numberSize)
    case 'BS':
      return sum(value as string[], (each) => Buffer.byteLength(each, 'base64'))
    case 'L':
      return 3 + sum(value as AttributeValue[], (each) => 1 + valueSize(each))
    case 'M':
      return 3 + Object.keys(value as Item).length + itemSize(value as Item)
    default:
      return 1 // BOOL, NULL
  }
}

/** One byte per two significant digits, and one more; a sign takes another. */
function numberSize(text: string): number {
  let digits = 0
  let zeros = 0
  for (const sign of text) {
    if (sign === 'e' || sign === 'E') break
    if (sign === '0') zeros += 1
    else if (sign >= '1' && sign <= '9') {
      // Zeros count between other digits alone.
      digits += digits === 0 ? 1 : zeros + 1
      zeros = 0
    }
  }
  return Math.ceil(digits / 2) + 1 + (text.startsWith('-') ? 1 : 0)
}

const sum = <Value>(values: Value[], size: (value: Value) => number) =>
  values.reduce((total, value) => total + size(value), 0)

/** Write units of an item of this size. */
export const writeUnits = (bytes: number) => Math.max(1, Math.ceil(bytes / 1024))

/** Read units of so many bytes read together. */
export const readUnits = (bytes: number, consistent?: boolean) =>
  Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5)
