import { PlatformFailure } from '../platforms/failures.ts'
import { changeConnection, getConnection } from '../storage/connections.ts'
import { dueRows } from '../storage/due.ts'
import { type Key, readDueKey } from '../storage/keys.ts'
import type { TokenServices } from './services.ts'
import { refreshAhead } from './tokens.ts'

const dayMs = 24 * 3_600_000
const perShard = 20
const atOnce = 10
/** No refresh is begun that could not end in time. */
const marginMs = 60_000

/** Renews every grant whose time for it has come, ahead of its end. */
export async function renewDue(services: TokenServices, { endsAt }: { endsAt: number }): Promise<void> {
  const seen = new Set<string>()
  for (;;) {
    const rows = await dueRows(services.table, { kind: 'RENEW', now: services.now(), perShard })
    const chunk = rows.filter(({ pk, sk }) => !seen.has(pk + sk)).slice(0, atOnce)
    if (chunk.length === 0 || services.now() > endsAt - marginMs) return
    for (const { pk, sk } of chunk) seen.add(pk + sk)
    await Promise.all(chunk.map((row) => renew(services, row)))
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
    await refreshAhead(services, taken)
  } catch (error) {
    const refused = error instanceof PlatformFailure ? error.failure.class : undefined
    const { id, platform } = connection
    log.warn({ msg: 'grant not renewed', connection_id: id, platform, class: refused, error: String(error) })
  }
}
