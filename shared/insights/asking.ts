import { askNetwork } from '../connections/ask-network.ts'
import { AppError, type Violation } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import type { SocialConnection, Target } from '../domain/social-connection.ts'
import type { InsightContext } from '../platforms/contract.ts'
import { PlatformFailure } from '../platforms/failures.ts'
import { definitions, insightReaders } from '../platforms/registry.ts'
import { listConnections } from '../storage/connections.ts'
import { spendNames } from '../storage/insights.ts'
import type { InsightServices } from './services.ts'

/** Whose insights are asked for, and where in the request that stands. */
export interface Whose {
  connection_id?: string | undefined
  target_id?: string | undefined
  /** What the paths of its violations begin with. */
  at: '' | 'query.'
}

/** @param name of the field */
export function refused({ at }: Pick<Whose, 'at'>, name: string, rule: string, message: string): AppError {
  const violation: Violation = { path: `${at}${name}`, rule, message }
  return new AppError('invalid_input', message, { violations: [violation] })
}

/** The user's connections. @throws AppError `connection_not_found` when the one that is named is not among them */
export async function connectionsOf(
  { table }: InsightServices,
  userId: string,
  { connection_id }: Whose,
): Promise<SocialConnection[]> {
  const connections = await listConnections(table, userId)
  if (connection_id === undefined || connections.some(({ id }) => id === connection_id)) return connections
  throw new AppError('connection_not_found')
}

/**
 * The connection whose account is meant: the one named, else the only one of the network.
 * @throws AppError `connection_not_found`, `invalid_input` naming the choices
 */
export function chosenConnection(
  connections: readonly SocialConnection[],
  platform: Platform,
  whose: Whose,
): SocialConnection {
  const { connection_id: id } = whose
  const { name } = definitions[platform]
  if (id !== undefined) {
    const found = connections.find((one) => one.id === id)
    if (!found) throw new AppError('connection_not_found')
    if (found.platform === platform) return found
    throw refused(whose, 'connection_id', 'wrong_platform', `This connection is not one of ${name}.`)
  }
  const own = connections.filter((one) => one.platform === platform)
  if (own.length > 1)
    throw refused(whose, 'connection_id', 'required', `Name one of ${own.map(named).join(', ')}.`)
  if (!own[0]) throw new AppError('connection_not_found', `Connect a ${name} account first.`)
  return own[0]
}

const named = ({ id, external_username: label }: SocialConnection) => (label ? `${id} (${label})` : id)

const maxChoices = 10

/**
 * The place whose posts are meant: the one named, else the only or the default one.
 * @throws AppError `invalid_input` naming the choices
 */
export function chosenTarget(
  { platform, targets }: Pick<SocialConnection, 'platform' | 'targets'>,
  whose: Whose,
): Target | null {
  const { target_id: id } = whose
  const isOfTarget = insightReaders[platform]?.posts?.ofTarget === true
  const places = isOfTarget ? (targets ?? []) : []
  if (id !== undefined) {
    const found = places.find((one) => one.id === id)
    if (found) return found
    throw refused(
      whose,
      'target_id',
      'unknown_target',
      `Posts of this connection are not told apart by ${id}.`,
    )
  }
  if (!isOfTarget) return null
  const chosen = places.length === 1 ? places[0] : places.find((one) => one.default)
  if (chosen) return chosen
  const choices = places.slice(0, maxChoices).map((one) => one.id)
  throw places.length === 0
    ? refused(whose, 'target_id', 'no_target', 'This account has no place whose posts could be read.')
    : refused(whose, 'target_id', 'required', `Name one of ${choices.join(', ')}.`)
}

/** Reads insights of a connection while somebody waits. @throws AppError as `askNetwork` */
export function askInsights<T>(
  services: InsightServices,
  { connection, target }: { connection: SocialConnection; target: Target | null },
  read: (context: InsightContext) => Promise<T>,
): Promise<T> {
  return askNetwork(services, connection, (network, { accessToken, targetTokens }) =>
    read({
      network,
      accessToken: (target === null ? undefined : targetTokens[target.id]) ?? accessToken,
      account: { id: connection.external_user_id },
      target,
      scopes: connection.scopes,
      spend: (account, names, rule) =>
        spend(services, { platform: connection.platform, account }, { names, ...rule }),
    }),
  )
}

async function spend(
  { table, now }: InsightServices,
  of: { platform: Platform; account: string },
  ask: { names: readonly string[]; most: number; windowMs: number },
): Promise<string[]> {
  const { allowed, freeAt } = await spendNames(table, of, { ...ask, now: now() })
  if (allowed.length > 0 || freeAt === undefined) return allowed
  throw new PlatformFailure({
    class: 'rate_limited',
    userMessage: `The network lets an account ask for ${ask.most} different names in ${Math.round(ask.windowMs / 86_400_000)} days; they are used up.`,
    retryAt: freeAt,
    details: { message: `${ask.most} names used` },
    row: 'names-used-up',
  })
}

/**
 * What the consent lacks of these rights; undefined when nothing.
 * @returns AppError `insufficient_permissions`, or `insights_not_available` where no consent would give them
 */
export function lackOf(
  { config }: InsightServices,
  { platform, scopes: granted }: SocialConnection,
  scopes: readonly string[],
): AppError | undefined {
  const missing = scopes.filter((scope) => !granted.includes(scope))
  if (missing.length === 0) return undefined
  const { name, oauth } = definitions[platform]
  const asked = config.platforms[platform].scopes ?? oauth.scopes
  const unasked = missing.filter((scope) => !asked.includes(scope))
  return unasked.length > 0
    ? notAvailable(`${name} tells this only with ${unasked.join(', ')}, which this service does not ask for.`)
    : new AppError(
        'insufficient_permissions',
        `The consent lacks ${missing.join(', ')}; connect the account again and allow it.`,
      )
}

/** The toggle that an answer names. */
export const advancedToggle = 'ENABLE_ADVANCED_INSIGHTS_FETCHING'

export const notAvailable = (why: string): AppError => new AppError('insights_not_available', why)
