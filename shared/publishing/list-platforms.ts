import { type Platform, platforms } from '../domain/platform.ts'
import type { MediaRule, PostTypeRules, TextRule } from '../platforms/contract.ts'
import { definitions } from '../platforms/registry.ts'
import { heldPlatforms } from '../storage/holds.ts'
import type { Table } from '../storage/table.ts'
import { optionSchemas } from './option-schemas.ts'

interface PlatformsServices {
  table: Table
  apps: (platform: Platform) => Promise<unknown>
  config: { platforms: Record<Platform, { enabled: boolean }> }
  now(): number
}

/** What each network takes, as data to build a form from, and whether it can be used now. */
export async function listPlatforms({ table, apps, config, now }: PlatformsServices) {
  const [held, credentials] = await Promise.all([
    heldPlatforms(table, platforms, now()),
    Promise.all(platforms.map((platform) => apps(platform))),
  ])
  const options = Map.groupBy(optionSchemas(), ({ platform }) => platform)
  return platforms.map((platform, index) => {
    const definition = definitions[platform]
    return {
      platform,
      name: definition.name,
      configured: credentials[index] !== undefined,
      enabled: config.platforms[platform].enabled,
      healthy: !held.has(platform),
      target_option: definition.target?.option ?? null,
      post_types: options.get(platform)!.map(({ postType, schema }) => ({
        ...presentRules(postType, definition.postTypes[postType]!),
        options: schema,
      })),
    }
  })
}

const presentRules = (post_type: string, { text, required, contentOptions = [], media }: PostTypeRules) => ({
  post_type,
  required: [...required],
  content_options: [...contentOptions],
  text: text && presentText(text),
  media: {
    min: media.min,
    max: media.max,
    alone: [...(media.alone ?? [])],
    alt_text: media.altText
      ? { max_length: media.altText.max, kinds: [...media.altText.kinds], source: media.altText.source }
      : null,
    kinds: Object.entries(media.kinds).map(([kind, rule]) => ({ kind, ...presentMedia(rule) })),
  },
})

const presentText = (rule: TextRule) => ({
  max_length: rule.max,
  unit: rule.unit,
  max_hashtags: rule.maxHashtags ?? null,
  discouraged_above_hashtags: rule.warnHashtags ?? null,
  max_mentions: rule.maxMentions ?? null,
  source: rule.source,
})

const presentMedia = (rule: MediaRule) => ({
  mime_types: [...rule.mime],
  min_bytes: rule.minBytes ?? null,
  max_bytes: rule.maxBytes,
  min_width: rule.minWidth ?? null,
  max_width: rule.maxWidth ?? null,
  min_height: rule.minHeight ?? null,
  max_height: rule.maxHeight ?? null,
  min_long_side: rule.minLongSide ?? null,
  min_ratio: rule.minRatio ?? null,
  max_ratio: rule.maxRatio ?? null,
  min_seconds: rule.minSeconds ?? null,
  max_seconds: rule.maxSeconds ?? null,
  min_fps: rule.minFps ?? null,
  max_fps: rule.maxFps ?? null,
  max_frames: rule.maxFrames ?? null,
  max_pixels: rule.maxPixels ?? null,
  max_total_pixels: rule.maxTotalPixels ?? null,
  max_bits_per_second: rule.maxBitsPerSecond ?? null,
  max_audio_rate: rule.maxAudioRate ?? null,
  max_audio_channels: rule.maxAudioChannels ?? null,
  max_pages: rule.maxPages ?? null,
  index_first: rule.indexFirst ?? false,
  video_codecs: rule.videoCodecs ? [...rule.videoCodecs] : null,
  audio_codecs: rule.audioCodecs ? [...rule.audioCodecs] : null,
  advice: (rule.advice ?? []).map(({ says, source }) => ({ says, source })),
  source: rule.source,
})
