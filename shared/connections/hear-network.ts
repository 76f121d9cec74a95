import { AppError } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import type { Hook, Notice } from '../platforms/notices.ts'
import { hooks } from '../platforms/registry.ts'
import { lookAtPost } from '../publishing/look-at-post.ts'
import { connectionsOf } from '../storage/connections.ts'
import { requestDeletion } from './data-deletion.ts'
import { knownPlatform } from './known-platform.ts'
import { markRefused } from './refresh-grant.ts'
import type { HearingServices } from './services.ts'

interface Heard {
  platform: string
  hook: Hook
  raw: Buffer
  headers: Record<string, string | undefined>
}

/**
 * What a network calls us for. Everything it leads to may be done twice.
 * @returns the code of the deletion it asked for
 * @throws AppError `invalid_signature`, `unsupported_platform`, `platform_not_configured`, `not_found`
 */
export async function hearNetwork(
  services: HearingServices,
  { platform: name, hook, raw, headers }: Heard,
): Promise<{ code?: string }> {
  const platform = knownPlatform(name)
  const read = hooks[platform]?.[hook]
  if (!read) throw new AppError('not_found')
  const { app } = await services.networks.get(platform)
  const notices = read({ raw, headers, app, now: services.now() })
  if (!notices) throw new AppError('invalid_signature')
  let code: string | undefined
  for (const notice of notices) code = (await heed(services, platform, notice, raw)) ?? code
  return code === undefined ? {} : { code }
}

async function heed(
  services: HearingServices,
  platform: Platform,
  notice: Notice,
  raw: Buffer,
): Promise<string | undefined> {
  switch (notice.kind) {
    case 'deauthorized':
      return void (await endGrants(services, platform, notice))
    case 'delete_data':
      return requestDeletion(services, { platform, ...notice, raw })
    case 'post_moved':
      return void (await lookAtPost(services, platform, notice.post))
  }
}

/** A grant made since then is a new consent, and stays. */
async function endGrants(
  services: HearingServices,
  platform: Platform,
  { account, at }: { account: string; at: number },
): Promise<void> {
  for (const connection of await connectionsOf(services.table, platform, account))
    if (connection.granted_at <= at && !connection.needs_reauth && !connection.closing)
      await markRefused(services, connection)
}
