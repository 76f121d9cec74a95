import * as z from 'zod/mini'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import type { Answer } from '../request.ts'
import { read } from './answers.ts'
import { authorOf } from './author.ts'
import { rest } from './rest.ts'

/** LinkedIn's word for the kinds of files. */
export type Collection = 'images' | 'videos' | 'documents'

const timeoutMs = 120_000

const begunFile = z.object({
  value: z.object({
    uploadUrl: z.string(),
    image: z.optional(z.string()),
    document: z.optional(z.string()),
  }),
})

const begunFilm = z.object({
  value: z.object({
    video: z.string(),
    /** May be empty, and is sent back even so. */
    uploadToken: z._default(z.string(), ''),
    uploadInstructions: z
      .array(z.object({ uploadUrl: z.string(), firstByte: z.number(), lastByte: z.number() }))
      .check(z.minLength(1)),
  }),
})

const state = z.object({ status: z.string() })

/** Sends a picture or a document whole. @returns its URN */
export async function sendFile(
  context: PostContext,
  media: JobMedia,
  collection: Collection,
): Promise<string> {
  const { value } = read(
    begunFile,
    await initialize(context, collection, { initializeUploadRequest: { owner: authorOf(context) } }),
  )
  const urn = value.image ?? value.document
  if (!urn) throw unreadable('an upload without a URN')
  await put(context, value.uploadUrl, await context.mediaBytes(media))
  return urn
}

/** Sends a film in the parts LinkedIn asks for. Parts that did not hold together are sent once more. @returns its URN */
export async function sendFilm(context: PostContext, media: JobMedia): Promise<string> {
  try {
    return await sendParts(context, media)
  } catch (error) {
    if (error instanceof PlatformFailure && error.failure.class === 'rejected')
      return sendParts(context, media)
    throw error
  }
}

async function sendParts(context: PostContext, media: JobMedia): Promise<string> {
  const request = {
    owner: authorOf(context),
    fileSizeBytes: media.bytes,
    uploadCaptions: false,
    uploadThumbnail: false,
  }
  const begun = await initialize(context, 'videos', { initializeUploadRequest: request })
  const { video, uploadToken, uploadInstructions } = read(begunFilm, begun).value
  const uploadedPartIds: string[] = []
  for (const { uploadUrl, firstByte, lastByte } of uploadInstructions) {
    const { headers } = await put(
      context,
      uploadUrl,
      await context.mediaBytes(media, firstByte, lastByte + 1),
    )
    const etag = headers.get('etag')?.replace(/^"(.*)"$/, '$1')
    if (!etag) throw unreadable('a part without an etag')
    uploadedPartIds.push(etag)
  }
  await rest(context.network, context.accessToken, {
    method: 'POST',
    path: '/videos?action=finalizeUpload',
    route: 'POST /rest/videos?action=finalizeUpload',
    json: { finalizeUploadRequest: { video, uploadToken, uploadedPartIds } },
  })
  return video
}

/** WAITING_UPLOAD, PROCESSING, AVAILABLE or PROCESSING_FAILED. */
export async function readStatus(context: PostContext, collection: Collection, urn: string): Promise<string> {
  const answer = await rest(context.network, context.accessToken, {
    method: 'GET',
    path: `/${collection}/${encodeURIComponent(urn)}`,
    route: `GET /rest/${collection}/:urn`,
  })
  return read(state, answer).status
}

const initialize = (context: PostContext, collection: Collection, json: unknown): Promise<Answer> =>
  rest(context.network, context.accessToken, {
    method: 'POST',
    path: `/${collection}?action=initializeUpload`,
    route: `POST /rest/${collection}?action=initializeUpload`,
    json,
  })

/** The URL is signed; LinkedIn's samples send the token all the same. */
const put = (context: PostContext, url: string, bytes: Uint8Array<ArrayBuffer>): Promise<Answer> => {
  if (!isOwnHost(context, url)) throw unreadable('an upload URL of another host')
  return context.network.call({
    method: 'PUT',
    url,
    route: 'PUT upload',
    token: context.accessToken,
    headers: { 'content-type': 'application/octet-stream' },
    bytes,
    timeoutMs,
  })
}

function isOwnHost({ network }: PostContext, url: string): boolean {
  if (!URL.canParse(url)) return false
  const { origin, protocol, hostname } = new URL(url)
  return (
    Object.values(network.hosts).some((host) => new URL(host).origin === origin) ||
    (protocol === 'https:' && /(^|\.)linkedin\.com$/.test(hostname))
  )
}

const unreadable = (message: string) =>
  new PlatformFailure({
    class: 'retry',
    userMessage: 'LinkedIn gave an answer that could not be read.',
    details: { message },
    row: 'unreadable-answer',
  })
