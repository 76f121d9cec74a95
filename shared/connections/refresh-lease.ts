import { setTimeout as pause } from 'node:timers/promises'
import type { SocialConnection } from '../domain/social-connection.ts'
import { PlatformFailure } from '../platforms/failures.ts'
import { changeConnection, getConnection } from '../storage/connections.ts'
import type { TokenServices } from './services.ts'

/** Longer than a refresh call can last; after it a crashed refresher no longer stands in the way. */
const leaseMs = 30_000
const waitMs = 10_000
const stepMs = 200

/** Holds as long as nobody stored other tokens: no two boxes are alike. */
export const sameTokens = (connection: SocialConnection) => ({
  if: '#generation = :generation AND #tokens.#box = :tokens_box',
  values: { generation: connection.generation, tokens_box: connection.tokens.box },
})

/**
 * Lets one caller at a time refresh. The others wait for what it stores.
 * @returns `mine`: the lease is ours, the tokens read under it; otherwise tokens that need no refresh any more
 * @throws PlatformFailure `reauth` when the connection is gone or needs its owner, `retry` after 10 s of waiting
 */
export async function leaseRefresh(
  services: TokenServices,
  { connection, owner }: { connection: SocialConnection; owner: string },
  needed: (connection: SocialConnection) => boolean,
): Promise<{ mine: boolean; connection: SocialConnection }> {
  let first: string | undefined
  for (let waited = 0; waited <= waitMs; waited += stepMs) {
    const current = await getConnection(services.table, connection.user_id, connection.id)
    if (!current) throw gone()
    first ??= current.tokens.box
    if (!needed(current) || current.tokens.box !== first) return { mine: false, connection: current }
    if (current.needs_reauth) throw consentNeeded()
    const held = await take(services, current, owner)
    if (held) return { mine: true, connection: held }
    await pause(stepMs)
  }
  throw new PlatformFailure({
    class: 'retry',
    userMessage: 'The access to the account is being renewed.',
    details: { message: 'another refresh is under way' },
  })
}

async function take(
  { table, now }: TokenServices,
  connection: SocialConnection,
  owner: string,
): Promise<SocialConnection | undefined> {
  const { refresh_owner, refresh_until } = connection
  const leased = refresh_owner !== owner && refresh_until !== undefined && refresh_until > now()
  if (leased) return undefined
  const same = sameTokens(connection)
  return changeConnection(
    table,
    connection,
    { set: { refresh_owner: owner, refresh_until: now() + leaseMs } },
    {
      // Our own id: the SDK repeats writes whose answer was lost.
      // Marked since it was read: whoever held the lease was refused, and has told.
      if: `${same.if} AND #needs_reauth = :marked AND (attribute_not_exists(#refresh_until) OR #refresh_until <= :now OR #refresh_owner = :owner)`,
      values: { ...same.values, marked: false, now: now(), owner },
    },
  )
}

/** Lets the next caller try at once. When that fails the lease ends by itself. */
export async function releaseLease(
  { table, log }: TokenServices,
  connection: SocialConnection,
  owner: string,
): Promise<void> {
  await changeConnection(
    table,
    connection,
    { remove: ['refresh_owner', 'refresh_until'] },
    { if: '#refresh_owner = :owner', values: { owner } },
  ).catch((error: unknown) =>
    log.warn({ msg: 'refresh lease not released', connection_id: connection.id, error: String(error) }),
  )
}

export const consentNeeded = (cause?: unknown) =>
  new PlatformFailure(
    {
      class: 'reauth',
      userMessage: 'The account must be connected again.',
      details: cause instanceof PlatformFailure ? cause.failure.details : {},
    },
    cause,
  )

const gone = () =>
  new PlatformFailure({
    class: 'reauth',
    userMessage: 'The account is no longer connected.',
    details: { message: 'the connection was removed' },
  })
