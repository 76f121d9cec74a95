import type { JobContent, JobMedia } from '../../domain/publish-job.ts'
import type { PostContext } from '../contract.ts'
import { readHandles } from './handles.ts'
import { storedOptions } from './options.ts'

/** @throws ZodError when the options were never validated */
export const optionsOf = ({ options }: Pick<JobContent, 'options'>) => storedOptions().parse(options)

/** Where the Pin goes. */
export function boardOf({ target }: Pick<PostContext, 'target'>): string {
  if (!target) throw new Error('a Pin without a board was accepted')
  return target.id
}

/** A Pin has one alternative text: that of its film or cover, else the first that was given. */
export function altTextOf({ content, media }: Pick<PostContext, 'content' | 'media'>): string | undefined {
  const film = media.find(({ kind }) => kind === 'video')
  const main = film ?? media[optionsOf(content).index ?? 0]
  return main?.alt_text ?? media.find(({ alt_text }) => alt_text)?.alt_text
}

/** The body of POST /pins. Pinterest fetches pictures while it answers; its sandbox can't, and is sent them. */
export async function pinOf(context: PostContext): Promise<Record<string, unknown>> {
  const { content } = context
  const { title, link, dominant_color, board_section_id, ai_disclosures } = optionsOf(content)
  return given({
    board_id: boardOf(context),
    board_section_id,
    title,
    description: content.text.trim() ? content.text : undefined,
    link,
    alt_text: altTextOf(context),
    dominant_color,
    ai_disclosures,
    media_source: await mediaSource(context),
  })
}

async function mediaSource(context: PostContext): Promise<Record<string, unknown>> {
  const { content, media } = context
  switch (content.post_type) {
    case 'video':
      return videoSource(context)
    case 'carousel': {
      const { index, items } = optionsOf(content)
      const pictures = await Promise.all(media.map((picture) => pictureOf(context, picture)))
      return given({
        source_type: isSandbox(context) ? 'multiple_image_base64' : 'multiple_image_urls',
        items: pictures.map((picture, at) => ({ ...picture, ...given(items?.[at] ?? {}) })),
        index,
      })
    }
    default: {
      const [picture] = media
      if (!picture) throw new Error('a Pin without a picture was accepted')
      return {
        source_type: isSandbox(context) ? 'image_base64' : 'image_url',
        ...(await pictureOf(context, picture)),
      }
    }
  }
}

async function videoSource(context: PostContext): Promise<Record<string, unknown>> {
  const upload = readHandles(context.handles)?.upload
  if (!upload?.processed) throw new Error('the film is not uploaded')
  const cover = context.media.find(({ kind }) => kind === 'image')
  return {
    source_type: 'video_id',
    media_id: upload.id,
    // Without any cover Pinterest refuses the Pin.
    ...(cover
      ? await coverOf(context, cover)
      : { cover_image_key_frame_time: optionsOf(context.content).cover_image_key_frame_time ?? 0 }),
  }
}

async function coverOf(context: PostContext, cover: JobMedia): Promise<Record<string, string>> {
  if (!isSandbox(context)) return { cover_image_url: context.mediaUrl(cover) }
  return { cover_image_content_type: cover.mime, cover_image_data: await base64(context, cover) }
}

async function pictureOf(context: PostContext, picture: JobMedia): Promise<Record<string, string>> {
  if (!isSandbox(context)) return { url: context.mediaUrl(picture) }
  return { content_type: picture.mime, data: await base64(context, picture) }
}

const base64 = async ({ mediaBytes }: PostContext, picture: JobMedia): Promise<string> =>
  Buffer.from(await mediaBytes(picture)).toString('base64')

/** https://developers.pinterest.com/docs/developer-tools/sandbox/, checked 2026-11-20. */
const isSandbox = ({ network }: PostContext): boolean =>
  new URL(network.hosts.api ?? '').hostname === 'api-sandbox.pinterest.com'

const given = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))
