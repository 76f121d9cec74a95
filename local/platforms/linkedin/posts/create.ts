import type { SimResponse } from '../../kit/server.ts'
import { checkActor, organizationOf } from '../actors.ts'
import type { Call } from '../calls.ts'
import { blankValue, invalidValue, notFound, refusal } from '../errors.ts'
import { createdAt, nextId } from '../ids.ts'
import { readBody } from '../schema.ts'
import type { LinkedIn, Post, PostKind } from '../state.ts'
import { readCommentary } from './commentary.ts'
import { type CheckedContent, checkContent } from './content.ts'
import { checkDuplicate, duplicateOf, fingerprintOf, freshUrn } from './duplicates.ts'
import { type CreateRequest, createRequest } from './schema.ts'

/** POST /rest/posts: 201 without a body, the URN in a header. */
export function createPost(context: LinkedIn, call: Call): SimResponse {
  const { request } = call
  const makeLive = checked(context, call, readBody(request, createRequest))
  const scripted = request.fault('duplicate')
  if (scripted)
    throw duplicateOf(context, typeof scripted.urn === 'string' ? scripted.urn : freshUrn(context))
  const late = request.fault('late_effect')
  if (late) {
    const ms = typeof late.ms === 'number' ? late.ms : 5000
    context.clock.at(context.clock.now() + ms, makeLive)
    throw refusal({ status: 504, message: 'Gateway timeout' })
  }
  const post = makeLive()
  if (request.fault('publish_failed')) post.lifecycleState = 'PUBLISH_FAILED'
  return { status: 201, headers: request.fault('no_id') ? {} : { [context.settings.id_header]: post.urn } }
}

/** Everything is checked here; calling the result makes the post live. */
function checked(context: LinkedIn, call: Call, asked: CreateRequest): () => Post {
  const { author, commentary, content, reshareContext } = asked
  checkActor(call, author)
  checkOptions(context, asked)
  const { pieces, lost } = readCommentary(context, commentary)
  const parent = reshareContext?.parent
  if (parent && !context.state.posts.some((post) => post.urn === parent)) throw notFound()
  const { kind, assets }: CheckedContent = content
    ? checkContent(context, author, content)
    : { kind: parent ? 'reshare' : 'text', assets: [] }
  const fingerprint = fingerprintOf(context, asked)
  checkDuplicate(context, author, fingerprint)
  const delay = call.request.fault('finder_delay')
  const delayMs = delay ? Number(delay.ms ?? 60_000) : context.settings.finder_delay_ms

  return () => {
    const id = nextId(context)
    const now = createdAt(id)
    const post: Post = {
      urn: `urn:li:${urnType(kind)}:${id}`,
      author,
      kind,
      commentary,
      pieces,
      cut: lost !== '',
      content,
      reshareOf: parent,
      media: assets.map(({ asset, altText }) => ({ ...asset.media!, alt_text: altText })),
      visibility: asked.visibility,
      distribution: asked.distribution,
      lifecycleState: asked.lifecycleState === 'DRAFT' ? 'DRAFT' : 'PUBLISHED',
      reshareDisabled: asked.isReshareDisabledByAuthor ?? false,
      createdAt: now,
      modifiedAt: now,
      receivedAt: call.request.receivedAt,
      findableAt: context.clock.now() + delayMs,
      requestId: call.requestId,
      fingerprint,
    }
    context.state.posts.push(post)
    context.changed()
    return post
  }
}

/** Text, one picture and links are shares; everything else was seen as ugcPost. */
const urnType = (kind: PostKind) => (['text', 'image', 'article'].includes(kind) ? 'share' : 'ugcPost')

function checkOptions(context: LinkedIn, asked: CreateRequest): void {
  const { author, commentary, visibility, lifecycleState, content, reshareContext } = asked
  if (organizationOf(author) && visibility !== 'PUBLIC')
    throw invalidValue('visibility', 'the posts of pages are PUBLIC')
  if (visibility === 'CONTAINER') throw invalidValue('visibility', 'there is no container')
  if (lifecycleState !== 'PUBLISHED' && lifecycleState !== 'DRAFT')
    throw invalidValue('lifecycleState', 'only PUBLISHED and DRAFT are written')
  if (content && reshareContext) throw invalidValue('reshareContext', 'a reshare has no content of its own')
  const mayBeBlank = reshareContext ?? (content && context.settings.blank_commentary_with_content)
  if (commentary.trim() === '' && !mayBeBlank) throw blankValue('commentary')
}
