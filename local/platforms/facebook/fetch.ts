import { fetchMedia } from '../meta/fetch-media.ts'
import { invalidParameter } from '../meta/general-errors.ts'
import type { GraphError } from '../meta/graph-error.ts'
import { refusal } from './errors.ts'
import { measureImage } from './measure-image.ts'
import type { Asset, Facebook } from './state.ts'

const largestVideo = 1_000_000_000

/** Fetches and measures a picture by address. */
export async function fetchImage(facebook: Facebook, url: string): Promise<Asset> {
  const bytes = await fetched(facebook, url, {
    maxBytes: facebook.settings.photo_max_bytes,
    tooLarge: () => refusal('bigImage'),
    unfetchable: () => refusal('badImage'),
  })
  return { ...keepImage(facebook, bytes), source: bareUrl(url) }
}

/** Measures a picture and keeps it for the feed. */
export function keepImage(facebook: Facebook, bytes: Buffer): Asset {
  if (bytes.length > facebook.settings.photo_max_bytes) throw refusal('bigImage')
  const asset = measureImage(bytes)
  facebook.files.put(asset.file, asset.mime, bytes)
  return asset
}

export function fetchVideo(facebook: Facebook, url: string): Promise<Buffer> {
  return fetched(facebook, url, {
    maxBytes: largestVideo,
    tooLarge: () => refusal('badVideo'),
    unfetchable: () => refusal('videoUnfetchable'),
  })
}

/** Fetches a link as the scraper does; links to other machines only when the settings say so. */
export async function scrape(facebook: Facebook, link: string): Promise<void> {
  if (!URL.canParse(link) || !/^https?:$/.test(new URL(link).protocol)) throw refusal('badUrl')
  const { hostname } = new URL(link)
  if (/(^|\.)(facebook\.com|fb\.com|fb\.me)$/.test(hostname)) throw refusal('facebookLink')
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  if (/\.invalid$/.test(hostname)) throw refusal('unscraped')
  if (!isHere && !facebook.settings.scrape_outside_links) return
  await fetched(facebook, link, {
    maxBytes: 10_000_000,
    tooLarge: () => refusal('unscraped'),
    unfetchable: () => refusal('unscraped'),
  })
}

async function fetched(
  facebook: Facebook,
  url: string,
  limits: { maxBytes: number; tooLarge: () => GraphError; unfetchable: () => GraphError },
): Promise<Buffer> {
  if (URL.canParse(url) && /(^|\.)fbcdn\.net$/.test(new URL(url).hostname))
    throw invalidParameter('URLs of fbcdn.net can not be used')
  const signal = new AbortController().signal
  const timedOut = limits.unfetchable
  return fetchMedia(url, { ...limits, timedOut, signal, timeoutMs: facebook.settings.fetch_timeout_ms })
}

/** An address without its query, which may be a signature. */
export function bareUrl(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}
