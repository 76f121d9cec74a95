import type { Platform } from '../../shared/domain/platform.ts'
import type { Config } from '../../shared/runtime/config.ts'
import { consoleEntries, probeNetwork, switchedOff } from '../../shared/runtime/examine-network.ts'
import { isLoopback } from '../configuration.ts'
import { simulatorsIn } from '../start.ts'
import { examineCredentials } from './credentials.ts'
import { type Finding, note, ok, problem } from './finding.ts'
import { type Reached, reach } from './reach.ts'

/** Posts go out by this machine's clock, on their second. */
const tolerableSkewMs = 2_000

export interface NetworkReport {
  platform: Platform
  name: string
  configured: boolean
  enabled: boolean
  /** Its hosts are on this machine. */
  simulated: boolean
  redirect_uri: string
  scopes: readonly string[]
  review: string
  guide: string
  findings: Finding[]
}

interface Examined {
  config: Config
  platform: Platform
  given: Record<string, string | undefined>
  now(): number
}

/** Everything about one network: its variables, its hosts, and what it says to the credentials. */
export async function examineNetwork(examined: Examined): Promise<NetworkReport> {
  const { config, platform, given } = examined
  const { name, review, scopes, redirectUri } = consoleEntries(config, platform)
  const { credentials, enabled, hosts } = config.platforms[platform]
  const onThisMachine = Object.values(hosts).filter(isLoopback).length
  const simulated = onThisMachine === Object.keys(hosts).length
  const variables = examineCredentials(config, platform, given)
  const sound = credentials !== undefined && variables.every(({ level }) => level !== 'problem')
  return {
    platform,
    name,
    configured: credentials !== undefined,
    enabled,
    simulated,
    redirect_uri: redirectUri,
    scopes,
    review,
    guide: `docs/networks/${platform}.md`,
    findings: [
      ...variables,
      ...switchedOff(config, platform).map(({ what, variable }) =>
        note(`${what} are switched off; ${variable}=true switches them on.`),
      ),
      ...(onThisMachine > 0 && !simulated
        ? [problem('Some of its hosts are on this machine and some are not; set all of them, or none.')]
        : []),
      ...(sound ? await examineHosts(examined, name) : []),
      ...(sound && !simulated ? simulatedAnyway(examined, name) : []),
    ],
  }
}

async function examineHosts({ config, platform, now }: Examined, name: string): Promise<Finding[]> {
  const origins = [...new Set(Object.values(config.platforms[platform].hosts))]
  const reached = await Promise.all(
    origins.map(async (origin) => ({ origin, answer: await reach(origin, now) })),
  )
  const silent = reached.flatMap(({ origin, answer }) =>
    'failure' in answer ? [problem(`${origin} cannot be reached: ${answer.failure}.`)] : [],
  )
  if (silent.length > 0) return silent
  const verdict = await probeNetwork(config, platform)
  return [
    ok(`Reached: ${origins.join(', ')}`),
    ...examineClock(reached.map(({ answer }) => answer)),
    verdict
      ? { level: verdict.ok ? 'ok' : 'problem', says: verdict.says }
      : note(`Whether ${name} takes the credentials shows at the first connect; there is no way to ask.`),
  ]
}

/** By the host that agrees best: one of them may be wrong itself. */
function examineClock(answers: readonly Reached[]): Finding[] {
  const skews = answers.flatMap((answer) =>
    'skewMs' in answer && answer.skewMs !== undefined ? [answer.skewMs] : [],
  )
  const least = skews.toSorted((a, b) => Math.abs(a) - Math.abs(b))[0]
  if (least === undefined || Math.abs(least) <= tolerableSkewMs) return []
  const seconds = Math.round(Math.abs(least) / 1000)
  return [
    problem(
      `This machine's clock is ${seconds} s ${least > 0 ? 'behind' : 'ahead'}: posts go out that much too ${least > 0 ? 'late' : 'early'}, and tokens are judged wrongly.`,
    ),
  ]
}

function simulatedAnyway({ platform, given }: Examined, name: string): Finding[] {
  const chosen = simulatorsIn(given.SIMULATORS)
  if (chosen && !chosen.includes(platform)) return []
  return [
    note(
      `npm run dev speaks to a simulated ${name} all the same, until SIMULATORS leaves it out (SIMULATORS=none).`,
    ),
  ]
}
