import { connectionStatus, type SocialConnection } from '../domain/social-connection.ts'
import { tell } from '../notifications/tell.ts'
import { PlatformFailure } from '../platforms/failures.ts'
import { definitions } from '../platforms/registry.ts'
import { changeConnection, getConnection } from '../storage/connections.ts'
import { dueRows } from '../storage/due.ts'
import { type Key, readDueKey } from '../storage/keys.ts'
import { sameTokens } from './refresh-lease.ts'
import type { TokenServices } from './services.ts'
import { refreshAhead } from './tokens.ts'

const dayMs = 24 * 3_600_000
const perShard = 20
const atOnce = 10
/** No refresh is begun that could not end in time. */
const marginMs = 60_000

/** Renews every grant whose time for it has come, ahead of its end, and tells of those that end all the same. */
export async function renewDue(services: TokenServices, { endsAt }: { endsAt: number }): Promise<void> {
  for await (const rows of dueRows(services.table, { kind: 'RENEW', now: services.now(), perShard }))
    for (let start = 0; start < rows.length; start += atOnce) {
      if (services.now() > endsAt - marginMs) return
      await Promise.all(rows.slice(start, start + atOnce).map((row) => renew(services, row)))
    }
}

async function renew(services: TokenServices, row: Key): Promise<void> {
  const { table, log, now } = services
  const due = readDueKey(row)
  if (due.kind !== 'connection') return
  const connection = await getConnection(table, due.userId, due.id)
  if (!connection || connection.renew_at === null || connection.renew_at > now()) return
  const next = connection.needs_reauth ? null : now() + dayMs
  // Moved first, so that whatever fails is tried again tomorrow, and by one turn only.
  const taken = await changeConnection(
    table,
    connection,
    { set: { renew_at: next } },
    { if: '#renew_at = :seen', values: { seen: connection.renew_at } },
  )
  if (!taken || next === null) return
  try {
    await tellEnd(services, renews(taken) ? await renewed(services, taken) : taken)
  } catch (error) {
    const { id, platform } = connection
    log.warn({ msg: 'end of a grant not told', connection_id: id, platform, error: String(error) })
  }
}

const renews = ({ platform }: SocialConnection) => definitions[platform].renewAheadMs !== null

/** The connection with its new grant, or as it was where there was none to be had today. */
async function renewed(services: TokenServices, connection: SocialConnection): Promise<SocialConnection> {
  try {
    return (await refreshAhead(services, connection)).connection
  } catch (error) {
    const refused = error instanceof PlatformFailure ? error.failure.class : undefined
    const { id, platform } = connection
    services.log.warn({
      msg: 'grant not renewed',
      connection_id: id,
      platform,
      class: refused,
      error: String(error),
    })
    // Its owner was asked already.
    return refused === 'reauth' ? { ...connection, needs_reauth: true } : connection
  }
}

/** Tells the owner once that a grant ends within days, and that nothing of ours can help it. */
async function tellEnd(services: TokenServices, connection: SocialConnection): Promise<void> {
  const { id, platform, user_id, grant_expires_at: end, expiring_told } = connection
  // Networks tell the time that is left, so that one end is read a little differently each time.
  const isTold = expiring_told !== undefined && Math.abs((end ?? 0) - expiring_told) < dayMs
  if (end !== null && !isTold && connectionStatus(connection, services.now()) === 'expiring') {
    // Before it is written down, so that a refused event is sent by the next try and not lost.
    await tell(services, 'connection.expiring', {
      connection_id: id,
      platform,
      user_id,
      expires_at: new Date(end).toISOString(),
      occurred_at: new Date(services.now()).toISOString(),
    })
    await changeConnection(
      services.table,
      connection,
      { set: { expiring_told: end } },
      sameTokens(connection),
    )
  }
  // Nothing is left to do about it.
  if (!renews(connection))
    await changeConnection(services.table, connection, { set: { renew_at: null } }, sameTokens(connection))
}
