import { fetchMedia } from '../meta/fetch-media.ts'
import { invalidParameter } from '../meta/general-errors.ts'
import { GraphError } from '../meta/graph-error.ts'
import { type InstagramSubcode, isInstagramSubcode, refusal } from './errors.ts'
import { feedRatios, type Measured, measureImage, measureVideo, videoRules } from './measure.ts'
import { type Asset, type Container, type Draft, type Instagram, newId } from './state.ts'

const day = 24 * 60 * 60 * 1000
const MiB = 1024 * 1024

export type StatusCode = 'IN_PROGRESS' | 'FINISHED' | 'PUBLISHED' | 'ERROR' | 'EXPIRED'

export interface Misbehaviour {
  failure?: InstagramSubcode
  extraMs: number
}

/**
 * Makes a container. A picture is fetched and judged before the answer, as the network does; a video afterwards, so that a bad
 * one ends as status ERROR.
 */
export async function createContainer(
  instagram: Instagram,
  making: { accountId: string; draft: Draft; misbehaviour: Misbehaviour; signal: AbortSignal },
): Promise<Container> {
  const { accountId, draft, misbehaviour, signal } = making
  const { state, settings, clock } = instagram
  checkChildren(instagram, accountId, draft.children)
  const recent = Object.values(state.containers).filter(
    (one) => one.accountId === accountId && one.createdAt > clock.now() - day,
  )
  // 400 a day is documented, its refusal isn't; this is the nearest one.
  if (recent.length >= settings.containers_per_day) throw refusal(2207042)
  const asset = draft.imageUrl
    ? await fetchImage(instagram, draft.imageUrl, draft.kind !== 'story', signal)
    : undefined
  if (draft.coverUrl) await fetchImage(instagram, draft.coverUrl, false, signal)
  const processing = draft.videoUrl ? settings.video_processing_ms : settings.image_processing_ms
  const container: Container = {
    id: newId('container', state.containers),
    accountId,
    draft,
    createdAt: clock.now(),
    readyAt: clock.now() + processing + misbehaviour.extraMs,
    measuring: draft.videoUrl !== undefined,
    asset,
    failure: misbehaviour.failure,
  }
  instagram.state.containers[container.id] = container
  instagram.changed()
  if (container.measuring) void measure(instagram, container, signal)
  return container
}

/** Fetches and measures the container's video; the verdict is its status. Also resumes what a restart interrupted. */
export async function measure(
  instagram: Instagram,
  container: Container,
  signal: AbortSignal,
): Promise<void> {
  const verdict = await videoVerdict(instagram, container.draft, signal)
  if (signal.aborted) return
  if (typeof verdict === 'number') container.failure ??= verdict
  else container.asset = verdict
  container.measuring = false
  instagram.changed()
}

async function videoVerdict(
  instagram: Instagram,
  draft: Draft,
  signal: AbortSignal,
): Promise<Asset | InstagramSubcode> {
  try {
    const asset = await fetchVideo(instagram, draft, signal)
    if (draft.thumbOffset !== undefined && draft.thumbOffset >= asset.duration! * 1000) return 2207057
    return asset
  } catch (error) {
    const subcode = error instanceof GraphError ? error.words.subcode : undefined
    // What mediabunny can't read at all is a format the network can't read either.
    return isInstagramSubcode(subcode) ? subcode : 2207026
  }
}

async function fetchVideo(instagram: Instagram, draft: Draft, signal: AbortSignal): Promise<Asset> {
  const kind = draft.kind === 'story' ? 'story' : draft.kind === 'video' ? 'video' : 'reel'
  const bytes = await fetchMedia(draft.videoUrl!, {
    maxBytes: (kind === 'story' ? 100 : 300) * 1_000_000,
    timeoutMs: instagram.settings.fetch_timeout_ms,
    signal,
    tooLarge: () => refusal(2207026, { reason: 'the file is too large' }),
    ...unusable(draft.videoUrl!),
  })
  return keep(instagram, await measureVideo(bytes, videoRules[kind]), bytes, draft.videoUrl!)
}

async function fetchImage(
  instagram: Instagram,
  url: string,
  inFeed: boolean,
  signal: AbortSignal,
): Promise<Asset> {
  const bytes = await fetchMedia(url, {
    maxBytes: 8 * MiB,
    timeoutMs: instagram.settings.fetch_timeout_ms,
    signal,
    tooLarge: () => refusal(2207004),
    ...unusable(url),
  })
  return keep(instagram, await measureImage(bytes, inFeed ? feedRatios : undefined), bytes, url)
}

function unusable(uri: string) {
  return { unfetchable: () => refusal(2207052, { uri }), timedOut: () => refusal(2207003) }
}

function keep(instagram: Instagram, measured: Measured, bytes: Buffer, url: string): Asset {
  instagram.files.put(measured.file, measured.mime, bytes)
  const { origin, pathname } = new URL(url)
  return { ...measured, source: origin + pathname }
}

function checkChildren(instagram: Instagram, accountId: string, children: string[]): void {
  for (const id of children) {
    const child = instagram.state.containers[id]
    if (!child || child.accountId !== accountId) throw refusal(2207006, { id })
    if (!child.draft.isCarouselItem) throw invalidParameter(`The container ${id} is not a carousel item.`)
    if (statusOf(instagram, child) === 'EXPIRED') throw refusal(2207020)
  }
}

/** What the container is at this moment of the simulator's clock. */
export function statusOf(instagram: Instagram, container: Container): StatusCode {
  const now = instagram.clock.now()
  if (container.mediaId) return 'PUBLISHED'
  if (now >= container.createdAt + day) return 'EXPIRED'
  if (container.measuring || now < container.readyAt) return 'IN_PROGRESS'
  if (container.failure) return 'ERROR'
  const children = childrenOf(instagram, container).map((child) => statusOf(instagram, child))
  // The guide lets a carousel be made of unfinished items; it is ready when they are.
  return children.find((status) => status !== 'FINISHED' && status !== 'PUBLISHED') ?? 'FINISHED'
}

export function childrenOf(instagram: Instagram, container: Container): Container[] {
  return container.draft.children.flatMap((id) => instagram.state.containers[id] ?? [])
}

/** The sentence beside the code; of an ERROR it carries the subcode. */
export function statusText(instagram: Instagram, container: Container): string {
  const failed = [container, ...childrenOf(instagram, container)].find((one) => one.failure)
  const sentences: Record<StatusCode, string> = {
    IN_PROGRESS: 'In Progress: Media is still being processed.',
    FINISHED: 'Finished: Media has been uploaded and it is ready to be published.',
    PUBLISHED: 'Published: Media has been successfully published.',
    EXPIRED: 'Expired: The container was not published within 24 hours and has expired.',
    ERROR: `Error: Media upload has failed with error code ${failed?.failure ?? 2207053}`,
  }
  return sentences[statusOf(instagram, container)]
}
