import type { PostContext, Preparation } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { containerFailure, createContainer, readContainer } from './container.ts'
import { type Handles, readHandles, usableUntil } from './handles.ts'
import { childParameters, postParameters } from './parameters.ts'
import { checkQuota } from './quota.ts'

// Images are ready in 1–5 s, films in minutes; Meta's own sample reads every 3 s.
const readAgainAfter = [1, 2, 3, 5, 10, 20, 30]
const slowestReadSeconds = 60
// The engine starts over ten minutes before the end; a little earlier here, so that it never meets such a handle.
const endMarginMs = 15 * 60_000
const dayMs = 86_400_000

/**
 * Makes the containers and follows them until the last is FINISHED. Each call makes or reads what is due and
 * returns, so that every id is kept before the next step.
 */
export async function prepare(context: PostContext): Promise<Preparation> {
  // The post is live; its comment needs nothing.
  if (context.steps[0]?.post_id)
    return { state: 'ready', handles: context.handles, usableUntil: context.network.now() + dayMs }
  const handles = readHandles(context.handles)
  if (!handles) return begin(context)
  if (handles.container) return followContainer(context, handles, handles.container)
  return ends(context, handles) ? begin(context) : followChildren(context, handles)
}

const ends = ({ network }: PostContext, handles: Handles): boolean =>
  network.now() >= usableUntil(handles) - endMarginMs

async function begin(context: PostContext): Promise<Preparation> {
  const { network, accessToken, account, content, media } = context
  await checkQuota(network, accessToken, account.id)
  const fresh = { created_at: network.now(), polls: 0 }
  if (content.post_type !== 'carousel') return makeContainer(context, { ...fresh, children: [] })
  return makeChildren(context, { ...fresh, children: media.map(() => ({ ready: false })) })
}

/** Makes the items that are not there yet, side by side; keeps those that came when others failed. */
async function makeChildren(context: PostContext, handles: Handles): Promise<Preparation> {
  const made = await Promise.allSettled(
    handles.children.map(
      (child, index) => child.id ?? createContainer(context, childParameters(context, index)),
    ),
  )
  const children = made.map((result, index) => ({
    ...(result.status === 'fulfilled' ? { id: result.value } : {}),
    ready: handles.children[index]?.ready ?? false,
  }))
  const failures = made.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  const progressed = children.some((child, index) => child.id !== handles.children[index]?.id)
  const final = failures.find((failure) => !isRetry(failure))
  if (failures.length > 0 && (final || !progressed)) throw final ?? failures[0]
  return waiting({ ...handles, children, polls: 0 })
}

const isRetry = (error: unknown): boolean =>
  error instanceof PlatformFailure && error.failure.class === 'retry'

async function followChildren(context: PostContext, handles: Handles): Promise<Preparation> {
  if (handles.children.some(({ id }) => id === undefined)) return makeChildren(context, handles)
  const children = await Promise.all(
    handles.children.map(async (child) =>
      child.ready || child.id === undefined
        ? child
        : { ...child, ready: await isFinished(context, child.id) },
    ),
  )
  const read = { ...handles, children }
  return children.every(({ ready }) => ready) ? makeContainer(context, read) : waiting(read)
}

async function isFinished(context: PostContext, container: string): Promise<boolean> {
  const state = await readContainer(context, container)
  if (state.status_code === 'FINISHED') return true
  if (state.status_code === 'IN_PROGRESS') return false
  throw containerFailure(context, state)
}

async function makeContainer(context: PostContext, handles: Handles): Promise<Preparation> {
  const children = handles.children.flatMap(({ id }) => id ?? [])
  const container = await createContainer(context, postParameters(context, children))
  // The items are spent: they stand in the container, or are made anew.
  const made = waiting({ ...handles, children: [], container, polls: 0 })
  return { ...made, soon: context.media.every(({ kind }) => kind === 'image') }
}

/** An old container is always read before a new one takes its place: it might be live. */
async function followContainer(
  context: PostContext,
  handles: Handles,
  container: string,
): Promise<Preparation> {
  const state = await readContainer(context, container)
  if (state.status_code === 'PUBLISHED') throw alreadyLive()
  if (state.status_code === 'ERROR') throw containerFailure(context, state)
  if (state.status_code === 'EXPIRED' || ends(context, handles)) return begin(context)
  return state.status_code === 'FINISHED'
    ? { state: 'ready', handles, usableUntil: usableUntil(handles) }
    : waiting(handles)
}

const alreadyLive = () =>
  new PlatformFailure({
    class: 'duplicate',
    userMessage: 'Instagram says that this post is already live.',
    details: { message: 'container PUBLISHED' },
    row: 'container-published',
  })

const waiting = (handles: Handles): Extract<Preparation, { state: 'wait' }> => ({
  state: 'wait',
  handles: { ...handles, polls: handles.polls + 1 },
  usableUntil: usableUntil(handles),
  seconds: readAgainAfter[handles.polls] ?? slowestReadSeconds,
})
