import type { Violation } from '../../domain/errors.ts'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { Check } from '../contract.ts'
import { storedOptions } from './options.ts'

// Pinterest's composer and help pages stop here, the API at 800.
const composerLength = 500

/** Rules over several fields at once. */
export const check: Check = ({ text, assets, options, post_type }, media) => {
  const { index, items, cover_image_key_frame_time: frame } = storedOptions().parse(options)
  const count = assets.length
  const violations: Violation[] = []
  const refuse = (path: string, rule: string, message: string) => violations.push({ path, rule, message })
  if (post_type === 'carousel') {
    if (index != null && index >= count)
      refuse('platform_specific_options.index', 'asset_index', `There is no picture ${index}.`)
    if (items && items.length > count)
      refuse('platform_specific_options.items', 'max_items', `There are only ${count} pictures.`)
  }
  const mix = mixProblem(
    post_type,
    media?.map(({ kind }) => kind) ?? assets.map(({ asset_type }) => asset_type),
  )
  if (mix) refuse('assets', 'media_mix', mix)
  const shapes = media && ratioProblem(post_type, media)
  if (shapes) refuse('assets', 'same_ratio', shapes)
  return {
    violations,
    warnings: [
      ...(text.length > composerLength
        ? [`Pinterest's own composer stops at ${composerLength} characters; some places may cut the text.`]
        : []),
      ...(post_type === 'video' && frame != null && count > 1
        ? ['The cover is the picture that is given; cover_image_key_frame_time is not used.']
        : []),
      ...(post_type !== 'post' && assets.filter(({ alt_text }) => alt_text).length > 1
        ? ['Pinterest keeps one alternative text of a Pin: that of its cover or film, else the first.']
        : []),
    ],
  }
}

/** Why these can't make a video Pin; undefined when they can. */
function mixProblem(postType: string, kinds: readonly JobMedia['kind'][]): string | undefined {
  if (postType !== 'video') return undefined
  const films = kinds.filter((kind) => kind === 'video').length
  return films === 1 ? undefined : `A video Pin has one video, and a picture as its cover; here are ${films}.`
}

/** One pixel of rounding in a thousand is not another ratio. */
const ratioTolerance = 0.01

/** Why the measured pictures can't make a carousel; undefined when they can. */
function ratioProblem(postType: string, media: readonly JobMedia[]): string | undefined {
  if (postType !== 'carousel') return undefined
  const ratios = media.map(({ width, height }) => width / height)
  const differ = Math.max(...ratios) / Math.min(...ratios) > 1 + ratioTolerance
  return differ
    ? 'All pictures of a Pinterest carousel must have the same ratio of width to height.'
    : undefined
}
