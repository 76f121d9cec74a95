import { knownMedia } from '../assets/use-assets.ts'
import { isSent, type JobContent, type JobMedia, type PublishJob } from '../domain/publish-job.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import type { PlatformModule, PostContext } from '../platforms/contract.ts'
import { PlatformFailure } from '../platforms/failures.ts'
import { definitions, dialects, publishers, stepRules } from '../platforms/registry.ts'
import type { Network } from '../platforms/request.ts'
import { recentConnection } from '../storage/connections.ts'
import { type Hold, readHolds } from '../storage/holds.ts'
import { getContent, getMedia } from '../storage/jobs.ts'
import type { RunningServices, Turn } from './services.ts'

/** A claimed job with everything its turn needs. */
export interface Post {
  job: PublishJob
  content: JobContent
  connection: SocialConnection
  module: Pick<PlatformModule, 'definition' | 'dialect' | 'steps' | 'publisher'>
  network: Network
  /** Undefined until measured; empty for a post without files. */
  media: JobMedia[] | undefined
  /** As they were when the turn began, if it is to send; later rounds read them anew. */
  holds: readonly Hold[] | undefined
  /** Set by `authorizePost`. */
  accessToken: string
  targetTokens: Record<string, string>
}

/** What a turn keeps of its time to write down what it learnt. */
const writingMs = 8_000

/** Reads the job's content, connection, media and holds. A connection that is closing counts as gone. */
export async function openPost(
  services: RunningServices,
  job: PublishJob,
  turn: Turn,
): Promise<Post | 'connection gone'> {
  const [content, connection, holds, network] = await Promise.all([
    getContent(services.table, job, job.content_version),
    recentConnection(services.table, job.user_id, job.connection_id),
    isSent(job) ? undefined : readHolds(services.table, job),
    services.networks.get(job.platform, turn.endsAt - services.now() - writingMs),
  ])
  if (!connection || connection.closing) return 'connection gone'
  const media = knownMedia(content.assets) ?? (await getMedia(services.table, job, job.content_version))
  return {
    job,
    content,
    connection,
    network,
    media,
    holds,
    module: {
      definition: definitions[job.platform],
      dialect: dialects[job.platform],
      steps: stepRules[job.platform],
      publisher: publishers[job.platform],
    },
    accessToken: '',
    targetTokens: {},
  }
}

/**
 * The token a post goes out with. A place with tokens of its own is never asked with its owner's.
 * @throws PlatformFailure `permission` when the place's own token is gone
 */
export function tokenOf({ content, module, accessToken, targetTokens }: Post): string {
  const { tokenGone } = module.definition.target ?? {}
  if (content.target === null || tokenGone === undefined) return accessToken
  const own = targetTokens[content.target]
  if (own === undefined)
    throw new PlatformFailure({
      class: 'permission',
      userMessage: tokenGone,
      details: {},
      row: 'target-token-gone',
    })
  return own
}

/** What the network's folder is given. @throws PlatformFailure as `tokenOf` does */
export function postContext(services: RunningServices, post: Post): PostContext {
  const { job, content, connection, network, media } = post
  const target = content.target
  return {
    network,
    accessToken: tokenOf(post),
    target:
      target === null
        ? null
        : (connection.targets?.find(({ id }) => id === target) ?? { id: target, name: null, kind: '' }),
    account: { id: connection.external_user_id, username: connection.external_username },
    content,
    media: (media ?? []).map((file, index) => {
      const alt_text = content.assets[index]?.alt_text
      return alt_text ? { ...file, alt_text } : file
    }),
    mediaUrl: (file) => `${services.settings.publicAssetBaseUrl}/${file.key}`,
    mediaBytes: (file, start, end) => services.bucket.read(file.key, start, end),
    handles: job.prepared?.handles ?? {},
    steps: job.steps,
  }
}
