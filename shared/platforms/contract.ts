import type * as z from 'zod/mini'
import type { Violation } from '../domain/errors.ts'
import type { Failure } from '../domain/failure.ts'
import type { Platform } from '../domain/platform.ts'
import type { JobContent, JobMedia, Step } from '../domain/publish-job.ts'
import type { Target } from '../domain/social-connection.ts'
import type { Dialect } from './failures.ts'
import type { Hooks } from './notices.ts'
import type { CommitRequest, Network } from './request.ts'

/** A platform fact's origin: where it was read and when. */
export interface Source {
  url: string
  checked: string
}

/** Least and most of what is measured of a file. Absent means the network names none. */
export interface MediaBounds {
  minBytes?: number
  maxBytes?: number
  minWidth?: number
  maxWidth?: number
  minHeight?: number
  maxHeight?: number
  /** Of the longer side, where a film may stand or lie. */
  minLongSide?: number
  /** width / height. */
  minRatio?: number
  maxRatio?: number
  minSeconds?: number
  maxSeconds?: number
  minFps?: number
  maxFps?: number
  maxFrames?: number
  /** width × height. */
  maxPixels?: number
  /** The same over all frames. */
  maxTotalPixels?: number
  /** Of the whole file, on the average. */
  maxBitsPerSecond?: number
  /** Hz. */
  maxAudioRate?: number
  maxAudioChannels?: number
  /** Of a document, where its format lets them be counted. */
  maxPages?: number
}

/** What is taken all the same, but cropped or discouraged where it is otherwise: a warning. */
export interface Advice extends MediaBounds {
  /** Of files of these formats alone. */
  of?: readonly string[]
  mime?: readonly string[]
  /** width / height, any of these. */
  ratios?: readonly number[]
  /** What is advised, and what becomes of others. */
  says: string
  source: Source
}

/** What one kind of file must be like. */
export interface MediaRule extends MediaBounds {
  mime: readonly string[]
  maxBytes: number
  /** The index (moov) of a film stands before its pictures. */
  indexFirst?: true
  advice?: readonly Advice[]
  videoCodecs?: readonly string[]
  audioCodecs?: readonly string[]
  source: Source
}

export interface TextRule {
  max: number
  /** How the network counts: code points, UTF-16 units, or X's weighted length. */
  unit: 'code_points' | 'utf16' | 'x_weighted'
  maxHashtags?: number
  /** More than this is discouraged: a warning. */
  warnHashtags?: number
  maxMentions?: number
  source: Source
}

/** What may be posted as one post type, as data. */
export interface PostTypeRules {
  /** Null where the network shows no text with this type. */
  text: TextRule | null
  /** At least one of text and media is needed always; `required` names what this type can't do without. */
  required: readonly ('text' | 'media')[]
  /** Options that are a content of their own, so that neither text nor media is needed beside them. */
  contentOptions?: readonly string[]
  media: {
    min: number
    max: number
    kinds: Partial<Record<JobMedia['kind'], MediaRule>>
    /** Kinds that can only stand alone. */
    alone?: readonly JobMedia['kind'][]
    altText?: { max: number; kinds: readonly JobMedia['kind'][]; source: Source }
  }
  /** The type's own `platform_specific_options`; `post_type` is added to each by the engine. */
  options: () => z.ZodMiniObject
  /** What prepare may need at the most in the usual case, seconds; part of the schedule's lead. */
  preparationSeconds: number
}

/** A network as data: how permission is asked, and what may be posted. */
export interface PlatformDefinition {
  platform: Platform
  name: string
  /** What the network must look at before everybody's posts go out, for the operator; its guide has the sources. */
  review: string
  oauth: {
    /** Asked for at every connect, the same list each time. */
    scopes: readonly string[]
    /** Without these a grant is refused as `missing_scopes`. */
    required: readonly string[]
    /** What the callback's `error` says when the person refuses; `access_denied` where left out. */
    denials?: readonly string[]
    pkce: boolean
  }
  /** Set where a post goes to one of several places of the connection: a Page, an organization, a board. */
  target?: {
    /** The option that names it, in the network's word. */
    option: string
    /** Kinds that only publish while a toggle of the configuration is on. */
    toggles?: Record<string, string>
    /** Set where each place has a token of its own: what its owner is told once that token is gone. */
    tokenGone?: string
  }
  /** How long before the end of a grant the daily sweep renews it, ms; null where nothing must be renewed. */
  renewAheadMs: number | null
  defaultPostType(content: { assets: readonly { asset_type: string }[] }): string
  postTypes: Record<string, PostTypeRules>
  /** The commit request is aborted after this many ms. */
  commitTimeoutMs: number
  /** A post may show up this long after its commit request ended; `find` may not say absent before. */
  settlingMs: number
  /**
   * What `find` seeing nothing proves. `proof`: the network's own handle says it is not live. `hint`: a list
   * that may lag, so the same bytes may be sent once more as the last step of finding out, and only once.
   */
  absence: 'proof' | 'hint'
}

/** Tokens as a network gave them. Times are ms since the epoch. */
export interface Tokens {
  access_token: string
  refresh_token?: string
  /** Tokens of single targets, by their id, where posting takes one (Facebook Pages). */
  target_tokens?: Record<string, string>
}

export interface Grant {
  tokens: Tokens
  access_expires_at: number | null
  /** When nothing but a new consent helps; null when unknown or never. */
  grant_expires_at: number | null
  /** Null when the network doesn't say. */
  scopes: string[] | null
}

export interface Profile {
  external_user_id: string
  app_scoped_id?: string
  username: string | null
  display_name: string | null
  avatar_url: string | null
}

/** Connecting an account. Every call throws `PlatformFailure` when the network refuses or is silent. */
export interface OAuth {
  authorizationUrl(
    network: Network,
    ask: { state: string; redirectUri: string; codeChallenge: string },
  ): string
  exchange(
    network: Network,
    grant: { code: string; redirectUri: string; codeVerifier: string },
  ): Promise<Grant>
  profile(network: Network, tokens: Tokens): Promise<Profile>
  refresh(network: Network, tokens: Tokens): Promise<Grant>
  /** Absent where the network has no such call. */
  revoke?(network: Network, tokens: Tokens): Promise<void>
}

/** Everything a publisher may look at. It writes nothing of ours. */
export interface PostContext {
  network: Network
  /** The target's own token where there is one. */
  accessToken: string
  /** Where the post goes; null where the account is the only place. */
  target: Target | null
  account: { id: string; username: string | null }
  content: JobContent
  media: JobMedia[]
  /** A URL the network can fetch a file from. */
  mediaUrl(media: JobMedia): string
  /** The file's bytes, or a range of them (`end` exclusive). */
  mediaBytes(media: JobMedia, start?: number, end?: number): Promise<Uint8Array<ArrayBuffer>>
  handles: Record<string, unknown>
  steps: readonly Step[]
}

export type Preparation =
  | { state: 'ready'; handles: Record<string, unknown>; usableUntil: number }
  /**
   * Not yet; look again after `seconds`. `soon`: it is ready by itself within seconds, so that a post with time
   * left is looked at again only when it is committed.
   */
  | { state: 'wait'; handles: Record<string, unknown>; usableUntil: number; seconds: number; soon?: boolean }

/** A post the network shows, as it was found. */
export interface FoundPost {
  id: string
  url?: string
  created_at: number
}

/** `exact`: the posts are named by the network's own handle, so that no equal post can be mistaken for them. */
export type Finding =
  /** All posts of the window that equal this step; none means it was not seen. */
  /** `absence` where this very search proves more, or less, than the network's searches usually do. */
  | { kind: 'seen'; posts: FoundPost[]; absence?: PlatformDefinition['absence']; exact?: true }
  /** The network's own handle says it is live; these posts may be it. */
  | { kind: 'live'; posts: FoundPost[]; exact?: true }
  /** The network's own handle says that this try can never go live. */
  | { kind: 'dead' }
  | { kind: 'unknown'; failure: Failure }

export type Confirmation =
  /** `id` where the network names the post only now; `hidden` where it has no address by its nature: a draft. */
  | { state: 'live'; url: string | null; id?: string; hidden?: true }
  | { state: 'wait'; seconds: number }
  | { state: 'failed'; failure: Failure }

export interface Armed {
  index: number
  armed_at: number
  commit_deadline: number
}

/** What can be told of a post's steps without its network. */
export interface Steps {
  /** How many commit requests the content takes; each makes one thing live. */
  count(content: JobContent): number
  /** Those whose failure is a warning on a Published job: a first comment. */
  optional?(content: JobContent): readonly number[]
  /** Set where an accepted post may still fail: only `confirm` makes it Published. */
  confirmDecides?: true
}

/** How a post goes live on a network. `index` is the step. */
export interface Publisher {
  /** Safe to repeat at any time: nothing it does is visible to anybody. Throws `PlatformFailure`. */
  prepare(context: PostContext): Promise<Preparation>
  /** Set where `prepare` must run again before every step, because one waits for what the one before made. */
  preparesEachStep?: true
  /** The one request that makes step `index` live, whole and ready. It may read our own files, nothing else. */
  commit(context: PostContext, index: number): CommitRequest | Promise<CommitRequest>
  /**
   * What a 2xx answer to the commit says was made. `unnamed`: it is live, and its id must be searched.
   * Undefined when it says nothing at all: then the outcome is unknown.
   */
  committed(
    answer: { status: number; headers: Headers; json: unknown },
    context: PostContext,
    index: number,
  ): { id: string; url?: string } | 'unnamed' | undefined
  /**
   * The post that a `duplicate` refusal names, when that proves this step live. `older`: it names one from before the
   * first try, for whose sake every try was refused. Undefined where it proves nothing.
   */
  duplicateOf?(
    failure: Failure,
    armed: Armed & { resent_at?: number },
    context: PostContext,
  ): FoundPost | 'older' | undefined
  /** Asks the network whether the armed step is live. Throws `PlatformFailure`. */
  find(context: PostContext, armed: Armed): Promise<Finding>
  /** Absent where an accepted post is live and its URL known. Throws `PlatformFailure`. */
  confirm?(context: PostContext, postId: string): Promise<Confirmation>
}

/** Posts of the network's own window. Null: the network doesn't say. */
export interface PostLimits {
  used: number | null
  total: number | null
  resets_at: number | null
}

/**
 * What an account may choose for a post at this moment. `choices` has, for options that are narrowed now, the values
 * that are left; `refused` where it may post nothing now.
 */
export type PostingTerms =
  | {
      username: string | null
      display_name: string | null
      avatar_url: string | null
      choices: Record<string, (string | boolean)[]>
      max_video_seconds: number | null
    }
  | { refused: Failure }

/** A hashtag without its sign, and how it does from 0 to 1 on the scale of its source. */
export interface TagScore {
  tag: string
  score: number
}

/** A post of the account, and how much people did with it. */
export interface OwnPost {
  /** ms since the epoch. */
  created_at: number
  text: string
  engagement: number
}

/** Everything a reader of insights may look at. */
export interface InsightContext {
  network: Network
  /** The target's own token where there is one. */
  accessToken: string
  account: { id: string }
  /** The place whose posts are meant; null where the account is the only one. */
  target: Target | null
  /** What the consent covers. */
  scopes: readonly string[]
  /**
   * Spends one of `most` names that may be asked for in `windowMs`, of an account of the network; a name that was
   * spent in it costs nothing.
   * @returns the names that may be asked for now @throws PlatformFailure `rate_limited` when that is none
   */
  spend(
    account: string,
    names: readonly string[],
    rule: { most: number; windowMs: number },
  ): Promise<string[]>
}

/** What a network tells of hashtags and of the account's own posts. Every read throws `PlatformFailure`. */
export interface Insights {
  hashtags?: {
    /** The network whose connections may ask, where it is another one. */
    through?: Platform
    /** Without them the network refuses. */
    scopes: readonly string[]
    /** Each read costs money. */
    paid?: true
    /** @param keywords lower-case, without a sign, each once */
    read(
      context: InsightContext,
      ask: { keywords: readonly string[]; industry: string | null },
    ): Promise<TagScore[]>
  }
  posts?: {
    /** Set where posts belong to one of several places, which is then chosen. */
    ofTarget?: true
    /** Why the posts of such a place can't be read, and scopes without which the network refuses. */
    needs(target: Target | null): { scopes: readonly string[] } | { absent: string }
    /** The account's posts since `since` (ms), in any order; `most` of the newest are enough. */
    read(context: InsightContext, window: { since: number; most: number }): Promise<OwnPost[]>
  }
  /** Why there are no hashtags but those of own posts: a sentence. */
  noHashtags?: string
}

/** What a network says to our app's credentials. */
export interface Probe {
  /** It takes them. False also where its answer does not tell. */
  ok: boolean
  /** A sentence for the operator, never with a secret in it. */
  says: string
}

/** A network's folder, whole. */
export interface PlatformModule {
  definition: PlatformDefinition
  dialect: Dialect
  oauth: OAuth
  steps: Steps
  publisher: Publisher
  /** Read when an account is connected and when its owner asks. Throws `PlatformFailure`. */
  targets?(
    network: Network,
    tokens: Tokens,
    account: { id: string; name: string | null },
  ): Promise<{ targets: Target[]; tokens?: Record<string, string> }>
  /** Absent where the network has no such call; our own count is given then. Throws `PlatformFailure`. */
  limits?(network: Network, accessToken: string, accountId: string): Promise<PostLimits>
  /**
   * Where the network demands that each form of a post is made from what it says just then. `perMinute` leaves enough
   * of its limit to publishing. Throws `PlatformFailure`.
   */
  posting?: {
    perMinute: number
    read(network: Network, accessToken: string): Promise<PostingTerms>
  }
  insights?: Insights
  /** Asks whether the network takes the app's credentials; nothing is made and nobody's account is touched. */
  probe?(network: Network, redirectUri: string): Promise<Probe>
  /** What it calls us for, where it does. */
  hooks?: Hooks
  /** The length of a text in the network's own unit, where it has one. */
  measureText?(text: string): Promise<number>
  /** Rules that don't fit the table: for text and options, and for several files together once they are measured. */
  check?(...post: Parameters<Check>): ReturnType<Check> | Promise<ReturnType<Check>>
}

export type Check = (
  content: Pick<JobContent, 'text' | 'assets' | 'options' | 'post_type'> &
    Partial<Pick<JobContent, 'target'>>,
  media?: readonly JobMedia[],
) => { violations: Violation[]; warnings: string[] }
