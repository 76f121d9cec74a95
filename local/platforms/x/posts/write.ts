import type { Route, SimRequest, SimResponse } from '../../kit/server.ts'
import { type Caller, userCall } from '../calls.ts'
import { forbidden, invalidRequest, notFound } from '../problems.ts'
import { createdAt, nextId } from '../snowflake.ts'
import type { Poll, XContext, XPost } from '../state.ts'
import { attachmentsOf } from './attachments.ts'
import { permalinkOf } from './permalink.ts'
import { checkContent, checkDuplicate, checkReply } from './rules.ts'
import { type CreateRequest, parseCreateRequest } from './schema.ts'
import { renderText } from './text.ts'

const scopes = ['tweet.read', 'tweet.write', 'users.read']

export function writeRoutes(context: XContext): Route[] {
  return [
    userCall(context, {
      method: 'POST',
      path: '/2/tweets',
      scopes,
      bucket: 'post',
      run: (request, caller) => create(context, request, caller),
    }),
    userCall(context, {
      method: 'DELETE',
      path: '/2/tweets/:id',
      scopes,
      bucket: 'delete',
      run: (request, caller) => remove(context, request, caller),
    }),
  ]
}

function create(context: XContext, request: SimRequest, caller: Caller): SimResponse {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    throw invalidRequest(context, {
      message: 'Requests with bodies must have content-type of application/json.',
    })
  }
  const asked = parseCreateRequest(context, request.json())
  const { account } = caller
  const text = (asked.text ?? '').normalize('NFC')
  checkContent(context, account, asked, text)
  const media = attachmentsOf(context, asked.media?.media_ids ?? [], account.id)
  const parentId = asked.reply?.in_reply_to_tweet_id
  const parent = parentId ? checkReply(context, account, parentId) : undefined
  const quoted = asked.quote_tweet_id ? quotedPost(context, asked.quote_tweet_id) : undefined
  checkDuplicate(context, account.id, text, parentId)

  const id = nextId(context)
  const delay = request.fault('visibility_delay')?.ms
  const post: XPost = {
    id,
    accountId: account.id,
    text,
    media: structuredClone(media),
    poll: asked.poll && newPoll(context, asked.poll),
    parentId,
    quoted,
    conversationId: parent?.conversationId ?? id,
    replySettings: asked.reply_settings ?? 'everyone',
    createdAt: createdAt(id),
    receivedAt: request.receivedAt,
    visibleAt:
      context.clock.now() + (typeof delay === 'number' ? delay : context.settings.visibility_delay_ms),
    requestId: caller.requestId,
    labels: labelsOf(asked),
  }
  context.state.posts.push(post)
  const history = context.settings.vocabulary === 'newer' ? 'edit_history_post_ids' : 'edit_history_tweet_ids'
  return {
    status: 201,
    body: { data: { id, text: renderText(post, permalinkOf(context, post), false).text, [history]: [id] } },
  }
}

/** What X says of a quoted post that isn't there is documented nowhere. */
function quotedPost(context: XContext, id: string): NonNullable<XPost['quoted']> {
  const post = context.state.posts.find((one) => one.id === id)
  if (!post) throw forbidden('You attempted to quote a Tweet that is deleted or not visible to you.')
  return { id, url: permalinkOf(context, post) }
}

function newPoll(context: XContext, poll: NonNullable<CreateRequest['poll']>): Poll {
  const { options, duration_minutes: durationMinutes } = poll
  return {
    id: nextId(context),
    options,
    durationMinutes,
    endsAt: context.clock.now() + durationMinutes * 60_000,
  }
}

function labelsOf(asked: CreateRequest): Record<string, unknown> {
  const { text, media, reply, poll, reply_settings, quote_tweet_id, ...labels } = asked
  return media?.tagged_user_ids ? { ...labels, tagged_user_ids: media.tagged_user_ids } : labels
}

function remove(context: XContext, request: SimRequest, { account }: Caller): SimResponse {
  const id = request.params.id!
  const post = context.state.posts.find((one) => one.id === id)
  if (!post) return { status: 200, body: { errors: [notFound(context, 'tweet', 'id', id)] } }
  if (post.accountId !== account.id) throw forbidden('You are not authorized to delete this Tweet.')
  context.state.posts = context.state.posts.filter((one) => one !== post)
  return { status: 200, body: { data: { deleted: true } } }
}
