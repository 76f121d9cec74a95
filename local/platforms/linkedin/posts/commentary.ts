import { accountOf, organizationOf } from '../actors.ts'
import { tooLong } from '../errors.ts'
import type { LinkedIn } from '../state.ts'
import { type LittleText, linked, parseLittleText, visibleText } from './little-text.ts'

const longest = 3000

/** Parses little text and refuses more than 3,000 visible characters. */
export function readCommentary(context: LinkedIn, commentary: string): LittleText {
  const { pieces, lost } = parseLittleText(commentary)
  const { escapes_count, length_unit } = context.settings
  const counted = escapes_count ? commentary : visibleText(pieces) + lost
  const length = length_unit === 'code_points' ? [...counted].length : counted.length
  if (length > longest) throw tooLong('commentary', longest)
  return { pieces: linked(pieces, (urn, name) => isNameOf(context, urn, name)), lost }
}

/** A page by its whole name, a person also by one part of it; case counts. */
function isNameOf(context: LinkedIn, urn: string, name: string): boolean {
  const organization = organizationOf(urn)
  if (organization) return organization.name === name
  const account = accountOf(context, urn)
  return account !== undefined && [account.name, ...account.name.split(' ')].includes(name)
}
