/** A piece of a commentary as LinkedIn understood it. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'hashtag'; word: string }
  | { kind: 'mention'; name: string; urn: string }

export interface LittleText {
  pieces: Piece[]
  /** What stood from the first sign on that made no sense; it is lost without a word. */
  lost: string
}

const reserved = '\\|{}@[]()<>#*_~'
const escaped = '\\\\[\\\\|{}@\\[\\]()<>#*_~]'
const unreserved = '[^\\\\|{}@\\[\\]()<>#*_~]'
const template = new RegExp(`^\\{hashtag\\|\\\\?#\\|((?:${escaped}|_|${unreserved})+)\\}`, 'u')
const mention = new RegExp(
  `^@\\[((?:${escaped}|${unreserved})+)\\]\\((urn:li:(?:person|organization):[\\w-]+)\\)`,
  'u',
)
const hashtag = /^#([\p{L}\p{N}\p{M}]+)/u

/**
 * Reads little text (learn.microsoft.com, "Little Text Format"). A reserved sign that is neither escaped nor part of a
 * template or hashtag ends the text there, as four projects met it.
 */
export function parseLittleText(source: string): LittleText {
  const pieces: Piece[] = []
  let at = 0
  while (at < source.length) {
    const sign = source[at]!
    const next = source[at + 1]
    if (!reserved.includes(sign)) {
      addText(pieces, sign)
      at += 1
    } else if (sign === '\\' && next !== undefined && reserved.includes(next)) {
      addText(pieces, next)
      at += 2
    } else {
      const found = special(source.slice(at))
      if (!found) return { pieces, lost: source.slice(at) }
      pieces.push(found.piece)
      at += found.length
    }
  }
  return { pieces, lost: '' }
}

function addText(pieces: Piece[], text: string): void {
  const last = pieces.at(-1)
  if (last?.kind === 'text') last.text += text
  else pieces.push({ kind: 'text', text })
}

function special(rest: string): { piece: Piece; length: number } | undefined {
  const named = mention.exec(rest)
  if (named) {
    const [whole, name, urn] = named
    return { piece: { kind: 'mention', name: unescaped(name!), urn: urn! }, length: whole.length }
  }
  const tag = template.exec(rest) ?? hashtag.exec(rest)
  return tag ? { piece: { kind: 'hashtag', word: unescaped(tag[1]!) }, length: tag[0].length } : undefined
}

/** Mentions whose name isn't exactly the entity's are plain text. */
export function linked(pieces: Piece[], isName: (urn: string, name: string) => boolean): Piece[] {
  return pieces.map((piece) =>
    piece.kind === 'mention' && !isName(piece.urn, piece.name) ? { kind: 'text', text: piece.name } : piece,
  )
}

/** What people read. */
export function visibleText(pieces: Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text
      return piece.kind === 'hashtag' ? `#${piece.word}` : piece.name
    })
    .join('')
}

/** Little text as the API gives it back: everything escaped, hashtags as templates. */
export function writeLittleText(pieces: Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return escapeText(piece.text)
      return piece.kind === 'hashtag'
        ? `{hashtag|\\#|${escapeText(piece.word)}}`
        : `@[${escapeText(piece.name)}](${piece.urn})`
    })
    .join('')
}

const escapeText = (text: string) => text.replace(/[\\|{}@[\]()<>#*_~]/g, '\\$&')
const unescaped = (text: string) => text.replace(/\\(.)/gsu, '$1')
