import { isIP } from 'node:net'
import { isGlobalUnicast } from './address.ts'

/** URL prefixes that are let through as they are, http and loopback included: for the local environment only. */
export interface Exceptions {
  /** For example `http://127.0.0.1:3000/_local/media/`; a prefix is always a whole folder. */
  origins: readonly string[]
}

/** The URL may not be asked from here; nothing was sent. `reason` is a sentence for the caller, without the URL. */
export class UnsafeUrlError extends Error {
  override name = 'UnsafeUrlError'
  reason: string

  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

const privateSuffixes = ['localhost', 'local', 'internal', 'home.arpa']

/** Parses an outside URL and refuses what can be refused without asking the DNS; throws UnsafeUrlError. */
export function checkUrl(text: string, exceptions?: Exceptions): URL {
  const url = URL.parse(text)
  if (!url) throw new UnsafeUrlError('This is not an absolute URL.')
  if (url.username || url.password) throw new UnsafeUrlError('A URL may not carry credentials.')
  if (isExcepted(url, exceptions)) return url
  if (url.protocol !== 'https:') throw new UnsafeUrlError('Only https URLs are fetched.')
  if (url.port !== '') throw new UnsafeUrlError('Only port 443 is fetched from.')
  checkHost(url.hostname)
  return url
}

/** Whether the URL lies in one of the excepted folders. */
export function isExcepted(url: URL, exceptions?: Exceptions): boolean {
  return (exceptions?.origins ?? []).some((origin) => {
    const prefix = new URL(origin)
    const folder = prefix.pathname.endsWith('/') ? prefix.pathname : `${prefix.pathname}/`
    return url.origin === prefix.origin && url.pathname.startsWith(folder)
  })
}

/** `hostname` as WHATWG URLs give it: decimal, octal and hexadecimal IPv4 forms are dotted by then. */
function checkHost(hostname: string): void {
  const address = hostname.replace(/^\[|\]$/g, '')
  if (isIP(address)) {
    if (!isGlobalUnicast(address)) throw new UnsafeUrlError('The address is not a public one.')
    return
  }
  const name = hostname.replace(/\.$/, '')
  const isPrivate = privateSuffixes.some((suffix) => name === suffix || name.endsWith(`.${suffix}`))
  if (isPrivate || !name.includes('.')) throw new UnsafeUrlError('The host is not a public name.')
}
