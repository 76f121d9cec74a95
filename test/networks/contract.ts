import type { LedgerPost } from '../../local/platforms/kit/server.ts'
import type { FailureClass } from '../../shared/domain/failure.ts'
import type { FileName } from './files.ts'

/** A misbehaviour as `POST /_control/faults` takes it. */
export interface Fault {
  route: string
  kind: string
  /** Only requests that carry these words. */
  match?: string
  [detail: string]: unknown
}

/** One kind of post that the network takes, with everything it may carry. */
export interface Post {
  /** What it is, beside its post type. */
  name: string
  type: string
  /** Null where the network shows none with it. */
  text: 'required' | 'optional' | null
  files?: FileName[]
  /** Its options; `words` are this post's own where equal posts would be refused. */
  options?: Record<string, unknown> | ((words: string) => Record<string, unknown>)
  /** The request that makes it live. */
  commit: { route: string; match?: string }
  /** What its owner reads when the answer to that request is lost; Unknown where the network can't tell. */
  lost?: 'Published' | 'Unknown'
  /** What its owner reads when it was armed and never came in, where the network can't show that it is not there. */
  unsent?: 'Unknown'
  /** Entries it makes in the ledger, where that isn't one: a thread's parts, a first comment. */
  makes?: number
  /** Kinds of media people see, where they aren't those of the files. */
  shows?: string[]
  /** It has no address by its nature: a draft. */
  hidden?: true
  /** A text as long as can be; one letter more is refused. */
  longest?: string
}

/** A failure its simulator can produce, and the class that the sheet gives it. */
export interface Failing {
  what: string
  class: FailureClass
  fault: Fault
  /** Another token mends it: one dead token is no dead grant. */
  mended?: true
  /** The kind of post it is met with, by name; the network's plain one where left out. */
  post?: string
}

/** What is promised of a network, in its own words. */
export interface NetworkContract {
  platform: string
  name: string
  /** Knobs of its simulator. */
  settings?: Record<string, string | number | boolean>
  /** The account of its simulator that alice consents with. */
  account: { id: RegExp; name: string | null }
  /** A scope that posting needs and a person can leave out; null where consent is for all or none. */
  partial: string | null
  renewal: {
    route: string
    /** By then the access token is dead, or the daily worker had to renew it. */
    afterMs: number
    /** The worker does it ahead of time; otherwise whoever needs the token. */
    ahead?: true
  }
  /** The request that gives a grant back; null where the network has none. */
  revoke: string | null
  targets: { id: string | RegExp; default?: true }[]
  /** The option that names a target, one that posts are made to, and another; null where the account is the only place. */
  place: { option: string; id: string; other: string; unknown: string } | null
  /** An option of another network. */
  foreign: string
  /** How its post ids look; all are beyond 2^53. */
  ids: RegExp
  /** Every id by which the network knows a live post, where that isn't the ledger's alone. */
  namesOf?: (post: LedgerPost) => unknown[]
  posts: Post[]
  /** Name of the post that texts and failures are tried with. */
  plain: string
  failures: Failing[]
}

export const dayMs = 86_400_000
