import type { Platform } from '../../shared/domain/platform.ts'
import type { NetworkContract, Post } from '../networks/contract.ts'
import { networks } from '../networks/table.ts'

/** A kind of job, whole: one kind of post on one network, for now or for a time. */
export interface Life {
  /** `x/a text` or `x/a text, scheduled`. */
  id: string
  name: string
  platform: Platform
  network: NetworkContract
  post: Post
  /** From its acceptance to its time; left out: now. */
  inSeconds?: number
}

/** Further than the longest preparation, so that the schedule is fired, too. */
const aheadSeconds = 1_500

const livesOf = (network: NetworkContract, post: Post): Life[] => {
  const platform = network.platform as Platform
  const id = `${platform}/${post.name}`
  const name = `${post.name} on ${network.name}`
  const life = { id, name, platform, network, post }
  return isScheduledToo(network, post)
    ? [life, { ...life, id: `${id}, scheduled`, name: `${name}, scheduled`, inSeconds: aheadSeconds }]
    : [life]
}

/** The plain post, and one that is prepared long before its time where the plain one needs no preparing. */
const isScheduledToo = ({ posts, plain }: NetworkContract, post: Post): boolean => {
  const first = posts.find(({ name }) => name === plain)!
  return post === first || (!first.files && post === posts.find(({ files }) => files?.includes('film')))
}

/** Every post of every network, published now, and of each network at least one scheduled. */
export const lives: Life[] = networks.flatMap((network) =>
  network.posts.flatMap((post) => livesOf(network, post)),
)

/** One of each network, published now and scheduled. */
export const plainLives: Life[] = lives.filter(({ network, post }) => post.name === network.plain)
