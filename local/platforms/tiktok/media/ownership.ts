import { isIP } from 'node:net'
import { invalidParams, TikTokError } from '../errors.ts'
import { entriesOf } from '../settings.ts'
import type { TikTok } from '../state.ts'

/** Pulls go to verified domains and URL prefixes, over https; plain http and IP hosts only on this machine. */
export function checkOwnership(tiktok: TikTok, address: string): void {
  if (!URL.canParse(address)) throw invalidParams(tiktok, 'The URL is invalid')
  const { protocol, hostname } = new URL(address)
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) || hostname.endsWith('.localhost')
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere))
    throw invalidParams(tiktok, 'The URL is not https')
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
  const isVerified = entriesOf(tiktok.settings.verified_urls).some((entry) =>
    entry.includes('://')
      ? address.startsWith(entry)
      : hostname === entry || (!isAddress && hostname.endsWith(`.${entry}`)),
  )
  if (!isVerified || (isAddress && !isHere)) throw new TikTokError('url_ownership_unverified')
}
