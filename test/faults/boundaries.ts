import type { Platform } from '../../shared/domain/platform.ts'
import { type Harm, harms, isWorker } from './crossings.ts'
import type { FaultWorld, PublishInput } from './world.ts'

/** A kind of job; `words` makes its text its own. */
export interface Life {
  name: string
  platform: Platform
  posts: number
  input(words: string): PublishInput
}

const thread = (words: string) => ['one', 'two', 'three'].map((part) => `${part} ${words}`)

export const lives = {
  text: { name: 'a text on X', platform: 'x', posts: 1, input: (text) => ({ platform: 'x', text }) },
  scheduled: {
    name: 'a scheduled text on X',
    platform: 'x',
    posts: 1,
    input: (text) => ({ platform: 'x', text, inSeconds: 600 }),
  },
  thread: {
    name: 'a thread on X',
    platform: 'x',
    posts: 3,
    input: (words) => ({ platform: 'x', parts: thread(words) }),
  },
  image: {
    name: 'a picture on X',
    platform: 'x',
    posts: 1,
    input: (text) => ({ platform: 'x', text, image: true }),
  },
  instagram: {
    name: 'a picture on Instagram',
    platform: 'instagram',
    posts: 1,
    input: (text) => ({ platform: 'instagram', text, image: true }),
  },
  instagramScheduled: {
    name: 'a scheduled picture on Instagram',
    platform: 'instagram',
    posts: 1,
    input: (text) => ({ platform: 'instagram', text, image: true, inSeconds: 600 }),
  },
} as const satisfies Record<string, Life>

let lastCase = 0

/** Lives one job with one call of it harmed. @returns undefined when there is no such call, else what is wrong */
export async function liveWith(
  world: FaultWorld,
  life: Life,
  { at, harm, callers = isWorker }: { at: number; harm: Harm; callers?: (caller: string) => boolean },
): Promise<{ wrong: string[] } | undefined> {
  lastCase += 1
  const words = `case ${lastCase} of ${life.name}.`
  const planned = world.crossings.harm({ at, harm, callers })
  const wrong: string[] = []
  try {
    const jobId = await world.publish(life.input(words))
    const job = await world.recover(jobId)
    wrong.push(...(await judge(world, life, { words, jobId, status: job.status })))
  } catch (error) {
    wrong.push(String(error))
  }
  world.crossings.meet(undefined)
  const hit = planned.hit()
  if (hit === undefined) return undefined
  return { wrong: wrong.map((what) => `${life.name}, call ${at} (${hit}), ${harms[harm]}: ${what}`) }
}

/** The promise: every post is there exactly once, and the job says so. */
async function judge(
  world: FaultWorld,
  life: Life,
  { words, jobId, status }: { words: string; jobId: string; status: string },
): Promise<string[]> {
  const posts = world.live(life.platform, words)
  const texts = new Set(posts.map((post) => post.text))
  return [
    ...(status === 'Published' ? [] : [`ended ${status}`]),
    ...(posts.length === life.posts && texts.size === posts.length ? [] : [`${posts.length} posts`]),
    ...(world.events(jobId).length > 0 ? [] : ['no event']),
  ]
}

/** Every boundary of a life from `first` on in steps of `stride`, until there are no more. */
export async function everyBoundary(
  world: FaultWorld,
  life: Life,
  { harm, stride = 1, callers }: { harm: Harm; stride?: number; callers?: (caller: string) => boolean },
): Promise<{ wrong: string[]; cases: number }> {
  const wrong: string[] = []
  for (let at = 1; ; at += stride) {
    const ended = await liveWith(world, life, { at, harm, ...(callers ? { callers } : {}) })
    if (!ended) return { wrong, cases: Math.ceil(at / stride) - 1 }
    wrong.push(...ended.wrong)
  }
}
