import { assetStatus } from '../assets/status.ts'
import {
  blankValue,
  invalidAssetId,
  invalidUrl,
  invalidUrnId,
  invalidUrnType,
  invalidValue,
  missingField,
  processingFailed,
  stillProcessing,
  tooLong,
  waitingUpload,
} from '../errors.ts'
import type { Asset, LinkedIn, PostKind } from '../state.ts'
import type { Content } from './schema.ts'

const longestAltText = 4086

export interface CheckedContent {
  kind: PostKind
  assets: { asset: Asset; altText?: string }[]
}

/** Checks what a post carries: one kind of content, its lengths, and media that are there, the author's own, and ready. */
export function checkContent(context: LinkedIn, author: string, content: Content): CheckedContent {
  if (content.media) return media(context, author, content.media)
  if (content.multiImage) return images(context, author, content.multiImage.images)
  if (content.article) return article(context, author, content.article)
  checkPoll(content.poll!)
  return { kind: 'poll', assets: [] }
}

function media(context: LinkedIn, author: string, given: NonNullable<Content['media']>): CheckedContent {
  const asset = usable(context, author, given.id, ['image', 'video', 'document'])
  checkAltText('content/media/altText', given.altText)
  if (asset.kind === 'document' && given.title === undefined) throw missingField('content/media/title')
  if (given.title?.trim() === '') throw blankValue('content/media/title')
  return { kind: asset.kind, assets: [{ asset, altText: given.altText }] }
}

function images(
  context: LinkedIn,
  author: string,
  given: NonNullable<Content['multiImage']>['images'],
): CheckedContent {
  if (given.length < 2 || given.length > 20)
    throw invalidValue('content/multiImage/images', `${given.length} images, not 2 to 20`)
  const assets = given.map(({ id, altText }) => {
    checkAltText('content/multiImage/images/altText', altText)
    return { asset: usable(context, author, id, ['image']), altText }
  })
  return { kind: 'multi_image', assets }
}

function article(context: LinkedIn, author: string, given: NonNullable<Content['article']>): CheckedContent {
  const isUrl = URL.canParse(given.source) && /^https?:$/.test(new URL(given.source).protocol)
  if (!isUrl) throw invalidUrl()
  if (given.title === undefined) throw missingField('content/article/title')
  if (given.title.trim() === '') throw blankValue('content/article/title')
  const thumbnail = given.thumbnail ? [usable(context, author, given.thumbnail, ['image'])] : []
  return { kind: 'article', assets: thumbnail.map((asset) => ({ asset })) }
}

function checkPoll({ question, options }: NonNullable<Content['poll']>): void {
  if (question.trim() === '') throw blankValue('content/poll/question')
  if (question.length > 140) throw tooLong('content/poll/question', 140)
  if (options.length < 2 || options.length > 4)
    throw invalidValue('content/poll/options', `${options.length} options, not 2 to 4`)
  for (const { text } of options) {
    if (text.trim() === '') throw blankValue('content/poll/options/text')
    if (text.length > 30) throw tooLong('content/poll/options/text', 30)
  }
}

function checkAltText(field: string, text: string | undefined): void {
  if (text !== undefined && text.length > longestAltText) throw tooLong(field, longestAltText)
}

function usable(context: LinkedIn, author: string, urn: string, kinds: Asset['kind'][]): Asset {
  const [, type] = /^urn:li:(\w+):[\w-]+$/.exec(urn) ?? []
  if (!type) throw invalidUrnId()
  if (!kinds.some((kind) => kind === type)) throw invalidUrnType()
  const asset = context.state.assets[urn]
  if (!asset || asset.owner !== author) throw invalidAssetId(type)
  const status = assetStatus(context, asset)
  if (status === 'WAITING_UPLOAD') throw waitingUpload()
  if (status === 'PROCESSING_FAILED') throw processingFailed()
  if (status === 'PROCESSING') throw stillProcessing(urn)
  return asset
}
