/*
 * How a post goes live on X. A step is one post; a thread has one step per part, each a reply to the one before.
 *
 *  post type     safe to repeat                         commit           how find decides
 *  ------------  -------------------------------------  ---------------  ------------------------------------------
 *  post          upload (one-shot or initialize,        POST /2/tweets   the account's timeline since armed_at − 120 s:
 *                append, finalize, STATUS), alt text                     same text, media count, and no parent
 *  thread        the same for all parts at once         POST /2/tweets   the same, and the parent is the step before
 *                                                       per part
 *  poll          nothing                                POST /2/tweets   as post, and the poll has the same choices
 *  post that     nothing: X takes no media with it      POST /2/tweets   as post, and it quotes the same post
 *  quotes
 *
 * X has no idempotency key. Timelines lag by an undocumented time (45 s are waited), so not seeing a post is a hint:
 * the same bytes may be sent once more, and X's 403 "duplicate content", which names no id, leads back to find.
 */
import * as z from 'zod/mini'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext, Preparation, Publisher } from '../contract.ts'
import { find } from './find.ts'
import { planOf } from './options.ts'
import { parentOf, postUrl } from './post.ts'
import { advance, type Upload, uploadProgress } from './upload.ts'

const handles = z.object({ uploads: z._default(z.record(z.string(), uploadProgress), {}) })

/** Uploads go on in the next look after this. */
const uploadBudgetMs = 20_000
/** What ends at X this soon after its time is uploaded anew. */
const freshnessMs = 10 * 60_000
const dayMs = 86_400_000

const created = z.object({ data: z.object({ id: z.string().check(z.regex(/^[0-9]{1,19}$/)) }) })

export const publisher: Publisher = {
  prepare,
  commit(context, index) {
    const { parts, poll, quotedId, replySettings, madeWithAi } = planOf(context.content)
    const part = parts[index]
    if (!part) throw new Error(`step ${index} is not of this content`)
    const mediaIds = uploadedIds(context, part.assets)
    const parentId = parentOf(context, index)
    const body = {
      ...(part.text.trim() ? { text: part.text } : {}),
      ...(mediaIds.length > 0 ? { media: { media_ids: mediaIds } } : {}),
      ...(poll ? { poll: { options: poll.choices, duration_minutes: poll.minutes } } : {}),
      ...(quotedId ? { quote_tweet_id: quotedId } : {}),
      ...(parentId ? { reply: { in_reply_to_tweet_id: parentId } } : {}),
      // Who may reply is a matter of the conversation, and so of its first post.
      ...(replySettings && index === 0 ? { reply_settings: replySettings } : {}),
      ...(madeWithAi === undefined ? {} : { made_with_ai: madeWithAi }),
    }
    return {
      method: 'POST',
      url: `${context.network.hosts.api}/2/tweets`,
      route: 'POST /2/tweets',
      headers: {
        authorization: `Bearer ${context.accessToken}`,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify(body),
    }
  },
  committed(answer, context) {
    const parsed = created.safeParse(answer.json)
    if (!parsed.success) return undefined
    const { id } = parsed.data.data
    return { id, url: postUrl(context, id) }
  },
  find,
}

/** Uploads the media of every part that is not live yet. */
async function prepare(context: PostContext): Promise<Preparation> {
  const needed = neededMedia(context)
  const uploads = freshUploads(context)
  const started = performance.now()
  const isTimeUp = () => performance.now() - started > uploadBudgetMs
  const waits: number[] = []
  for (const [index, media] of needed) {
    if (isTimeUp()) waits.push(1)
    else if (uploads[index]?.stage !== 'ready') {
      const { upload, seconds } = await advance(context, media, uploads[index], isTimeUp)
      uploads[index] = upload
      if (seconds !== undefined) waits.push(seconds)
    }
  }
  const ends = needed.flatMap(([index]) => uploads[index]?.expires_at ?? [])
  const result = { handles: { uploads }, usableUntil: Math.min(context.network.now() + dayMs, ...ends) }
  return waits.length > 0
    ? { state: 'wait', ...result, seconds: Math.min(...waits) }
    : { state: 'ready', ...result }
}

function freshUploads(context: PostContext): Record<string, Upload> {
  const neededUntil = Math.max(context.network.now(), context.content.scheduled_at ?? 0) + freshnessMs
  const held = Object.entries(handles.parse(context.handles).uploads)
  return Object.fromEntries(held.filter(([, upload]) => upload.expires_at > neededUntil))
}

/** The files of the parts that are not live yet. */
function neededMedia({ content, media, steps }: PostContext): [index: number, media: JobMedia][] {
  return planOf(content).parts.flatMap(({ assets }, index) => {
    if (steps[index]?.post_id) return []
    return assets.map((asset): [number, JobMedia] => {
      const file = media[asset]
      if (!file) throw new Error(`asset ${asset} was not measured`)
      return [asset, file]
    })
  })
}

/** `id`, never `media_key`: X takes only the first. */
function uploadedIds(context: PostContext, assets: number[]): string[] {
  const { uploads } = handles.parse(context.handles)
  return assets.map((asset) => {
    const upload = uploads[asset]
    if (upload?.stage !== 'ready') throw new Error(`asset ${asset} is not uploaded`)
    return upload.id
  })
}
