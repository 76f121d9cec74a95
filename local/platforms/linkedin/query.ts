import { badQuery, unpermitted } from './errors.ts'

/** The query of a rest.li 2.0 call: values keep their own percent-encoding until they are read. */
export interface RestQuery {
  /** A plain value; `,():'` in it must be percent-encoded. */
  text(name: string): string | undefined
  /** `List(a,b)`: only the items are percent-encoded. */
  list(name: string): string[] | undefined
  /** As sent, for records such as `(share:…)`. */
  raw(name: string): string | undefined
  whole(name: string, range: { least: number; most: number; otherwise: number }): number
}

export function restQuery(search: string, allowed: string[]): RestQuery {
  const values = new Map<string, string>()
  for (const pair of search.replace(/^\?/, '').split('&').filter(Boolean)) {
    const [name = '', ...rest] = pair.split('=')
    if (!allowed.includes(name)) throw unpermitted(name)
    values.set(name, rest.join('='))
  }
  const text = (name: string) => {
    const value = values.get(name)
    return value === undefined ? undefined : plain(value)
  }
  return {
    text,
    raw: (name) => values.get(name),
    list(name) {
      const value = values.get(name)
      if (value === undefined) return undefined
      const items = /^List\((.*)\)$/.exec(value)?.[1]
      if (items === undefined) throw badQuery()
      return items === '' ? [] : items.split(',').map(plain)
    },
    whole(name, { least, most, otherwise }) {
      const value = text(name)
      if (value === undefined) return otherwise
      const number = Number(value)
      if (!/^\d+$/.test(value) || number < least || number > most) throw badQuery()
      return number
    },
  }
}

/** Decodes one value of rest.li 2.0. */
export function plain(value: string): string {
  if (/[,():']/.test(value)) throw badQuery()
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    throw badQuery()
  }
}
