import { createHash } from 'node:crypto'
import type { Violation } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import type { ContentAsset, JobContent } from '../domain/publish-job.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import type { PostTypeRules } from '../platforms/contract.ts'
import { definitions } from '../platforms/registry.ts'
import { readTarget, optionViolation as violation } from './read-target.ts'

/** A post as callers write it. */
export interface PostInput {
  text_content?: string | null | undefined
  assets: readonly ContentAsset[]
  platform_specific_options?: Record<string, unknown> | null | undefined
}

export type PostContent = Pick<JobContent, 'text' | 'assets' | 'post_type' | 'options' | 'target'>

/** Of a type as the caller spelled it; `constructor` is none. */
export const rulesOf = (platform: Platform, postType: string): PostTypeRules | undefined => {
  const { postTypes } = definitions[platform]
  return Object.hasOwn(postTypes, postType) ? postTypes[postType] : undefined
}

/** The account a post is for, as far as its content must know it. */
export type Place = Pick<SocialConnection, 'platform' | 'targets'>

/**
 * Reads a caller's post by the schema of its post type. Options that the type doesn't have are violations.
 */
export function readContent(
  place: Place,
  input: PostInput,
): { content: PostContent; violations: Violation[] } {
  const { platform } = place
  const definition = definitions[platform]
  const { post_type: asked, ...given } = input.platform_specific_options ?? {}
  const { target, options, violations: misplaced } = readTarget(place, given)
  const assets = input.assets.map(({ url, asset_id, media, asset_type, mime_type, alt_text }) => ({
    ...(url === undefined ? {} : { url }),
    ...(asset_id === undefined ? {} : { asset_id, media }),
    asset_type,
    mime_type,
    ...(alt_text ? { alt_text } : {}),
  }))
  const post_type =
    asked === undefined || asked === null ? definition.defaultPostType({ assets }) : String(asked)
  const content = { text: input.text_content ?? '', assets, post_type, options, target }
  const rules = rulesOf(platform, post_type)
  if (!rules) {
    const known = Object.keys(definition.postTypes).join(', ')
    return {
      content,
      violations: [
        violation(
          'post_type',
          'unknown_post_type',
          `${definition.name} has no type ${post_type}; it has ${known}.`,
        ),
      ],
    }
  }
  const withoutNulls = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null))
  const read = rules.options().safeParse(withoutNulls)
  if (read.success) return { content: { ...content, options: read.data }, violations: misplaced }
  return {
    content,
    violations: [
      ...misplaced,
      ...read.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) =>
              violation(
                [...issue.path, key].join('.'),
                'unknown_option',
                `A ${definition.name} ${post_type} has no option ${key}.`,
              ),
            )
          : [violation(issue.path.join('.'), issue.code, issue.message)],
      ),
    ],
  }
}

/** Equal for posts that would look the same on the same account. */
export const fingerprint = (platform: Platform, account: string, content: PostContent): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        platform,
        account,
        content.text.normalize('NFC').trim(),
        content.assets.map((a) => a.asset_id ?? a.url),
        content.post_type,
        content.target,
        content.options,
      ]),
    )
    .digest('base64url')
    .slice(0, 22)
