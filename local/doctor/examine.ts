import { platforms } from '../../shared/domain/platform.ts'
import { readConfig } from '../../shared/runtime/config.ts'
import { retiredVariables, variableProblems } from '../../shared/runtime/variables.ts'
import { composeEnvironment } from '../configuration.ts'
import { examineAddresses } from './addresses.ts'
import { type Finding, note, problem } from './finding.ts'
import { examineNetwork, type NetworkReport } from './network.ts'

export interface Report {
  /** Nothing keeps posts from going out to the networks that are configured. */
  ok: boolean
  service: Finding[]
  networks: NetworkReport[]
}

type Given = Record<string, string | undefined>

/** What the stacks or `npm run dev` provision; no part of it is looked at here. */
const provisioned = Object.fromEntries(
  [
    'TABLE_NAME',
    'BUCKET_NAME',
    'BUCKET_URL',
    'KMS_KEY_ID',
    'QUEUE_URL_BASE',
    'QUEUE_ARN_BASE',
    'SCHEDULE_GROUP',
    'SCHEDULER_ROLE_ARN',
    'EVENT_BUS_NAME',
  ].map((name) => [name, 'provisioned']),
)

/** Looks at the configuration and at every network it leads to. */
export async function examine(given: Given, now: () => number): Promise<Report> {
  const compose = (from: Given) =>
    composeEnvironment({
      given: from,
      provisioned,
      networks: { env: {}, defaults: {} },
      origin: `http://127.0.0.1:${given.PORT || 3000}`,
    })
  const malformed = variableProblems(compose(given))
  // The others are looked at all the same.
  const sound = { ...given, ...Object.fromEntries(malformed.map(({ name }) => [name, undefined])) }
  const config = readConfig(compose(sound))
  const [addresses, networks] = await Promise.all([
    examineAddresses(config, now),
    Promise.all(platforms.map((platform) => examineNetwork({ config, platform, given: sound, now }))),
  ])
  const service = [...malformed.map(({ says }) => problem(`${says}.`)), ...retired(given), ...addresses]
  const findings = [...service, ...networks.flatMap((network) => network.findings)]
  return { ok: findings.every(({ level }) => level !== 'problem'), service, networks }
}

function retired(given: Given): Finding[] {
  const set = retiredVariables.filter((name) => given[name])
  return set.length > 0 ? [note(`Set, but of no use here any more: ${set.join(', ')}.`)] : []
}
