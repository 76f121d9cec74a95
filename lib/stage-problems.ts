import { isIP } from 'node:net'
import { platforms } from '../shared/domain/platform.ts'
import { readConfig } from '../shared/runtime/config.ts'
import { variableNames } from '../shared/runtime/variables.ts'
import { exampleAccount, type StageName, type StageSettings } from './stage-settings.ts'

/** Variables that lead an SDK or a network's client elsewhere. Only a development machine may have them. */
const isOverride = (name: string): boolean =>
  /^AWS_ENDPOINT_URL/.test(name) ||
  (name.endsWith('_BASE_URL') && !['SERVICE_BASE_URL', 'PUBLIC_ASSET_BASE_URL'].includes(name))

/** All others are composed by the stacks, or are secrets. */
const isTunable = (name: string): boolean =>
  variableNames.includes(name) &&
  (/^(LOG_LEVEL$|WAIT_CONCURRENCY$|MAX_|API_RETRY_|INSIGHTS_|ENABLE_|GENERATION_(QUOTA|TIMEOUT)|(JOBS|GENERATIONS)_(PER_DAY|IN_FLIGHT)$)/.test(
    name,
  ) ||
    isScopes(name))

/** What an app was granted differs from app to app. */
const isScopes = (name: string): boolean =>
  platforms.some((platform) => name === `${platform.toUpperCase()}_SCOPES`)

/** What no single setting shows: contradictions, placeholders, and whatever leads elsewhere than to the real thing. */
export function stageProblems(
  name: StageName,
  settings: Partial<StageSettings>,
  shell: Record<string, string | undefined>,
): string[] {
  const { environment = {} } = settings
  return [
    ...Object.keys(shell)
      .filter((each) => isOverride(each) && shell[each])
      .map((each) => `${each} is set in this shell`),
    ...Object.keys(environment)
      .filter((each) => !isTunable(each))
      .map(
        (each) =>
          `environment.${each}: ${isOverride(each) ? 'leads elsewhere' : 'is not for you to set here'}`,
      ),
    ...urlsOf(settings)
      .filter(([, url]) => isLoopback(url))
      .map(([key]) => `${key} leads to a single machine`),
    ...placeholders(settings),
    ...issuerProblems(settings),
    ...contradictions(name, settings),
    ...badValues(environment),
  ]
}

const urlsOf = (settings: Partial<StageSettings>) => {
  const { authServiceUrl, webAppUrl, corsOrigins, returnToAllowlist, generationWebhookUrl } = settings
  const cognito = settings.cognito?.callbackUrls
  const named = { authServiceUrl, cognito, webAppUrl, corsOrigins, returnToAllowlist, generationWebhookUrl }
  return Object.entries(named).flatMap(([key, value]) =>
    [value ?? []].flat().map((url) => [key, url] as const),
  )
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return host === 'localhost' || host.endsWith('.localhost') || isIP(host) !== 0
}

/** An example is one as a whole. */
function placeholders(settings: Partial<StageSettings>): string[] {
  const found = Object.entries(settings).filter(([, value]) => /\bexample\.com\b/.test(JSON.stringify(value)))
  if (settings.account !== exampleAccount) return found.map(([key]) => `${key} is still a placeholder`)
  return found.length > 0 ? [] : ['account is still a placeholder']
}

/** Tokens come from elsewhere, or from a pool that knows its own address, audience and scopes. */
function issuerProblems(settings: Partial<StageSettings>): string[] {
  const { cognito, authServiceUrl, jwtAudience, jwtScopePrefix, jwtDefaultScopes } = settings
  const issuer = Object.entries({ authServiceUrl, jwtAudience })
  if (cognito) {
    const own = [...issuer, ...Object.entries({ jwtScopePrefix, jwtDefaultScopes })]
    return own.flatMap(([key, value]) => (value ? [`cognito decides ${key}: only one of them is given`] : []))
  }
  const missing = issuer.filter(([, value]) => !value).map(([key]) => key)
  if (missing.length === 0) return []
  const are = missing.length === 1 ? 'is' : 'are'
  return [
    `${missing.join(' and ')} ${are} missing: name an issuer and its audience, or have one made by cognito`,
  ]
}

function contradictions(name: StageName, settings: Partial<StageSettings>): string[] {
  const { alarmEmails = [], corsOrigins = [], serviceDomain, assetDomain, region, account } = settings
  const found: string[] = []
  if (name === 'prod' && !settings.deletionProtection)
    found.push('deletionProtection: prod is not without it')
  if (name === 'prod' && alarmEmails.length === 0)
    found.push('alarmEmails: somebody must be told of the alarms of prod')
  for (const address of new Set(alarmEmails.filter((each, at) => alarmEmails.indexOf(each) < at)))
    found.push(`alarmEmails: ${address} is named twice`)
  if (corsOrigins.includes('*') && name === 'prod') found.push('corsOrigins: prod is not for every origin')
  if (corsOrigins.includes('*') && corsOrigins.length > 1) found.push('corsOrigins: * stands alone')
  for (const origin of corsOrigins)
    if (URL.canParse(origin) && new URL(origin).origin !== origin)
      found.push(`corsOrigins: ${origin} is more than an origin`)
  if (serviceDomain && serviceDomain.name === assetDomain?.name)
    found.push('serviceDomain and assetDomain have the same name')
  if (serviceDomain && region && !serviceDomain.certificateArn.includes(`:acm:${region}:`))
    found.push(`serviceDomain: its certificate must be in ${region}`)
  if (assetDomain && !assetDomain.certificateArn.includes(':acm:us-east-1:'))
    found.push('assetDomain: CloudFront takes certificates of us-east-1 only')
  for (const [key, domain] of Object.entries({ serviceDomain, assetDomain }))
    if (domain && account && account !== exampleAccount && !domain.certificateArn.includes(`:${account}:`))
      found.push(`${key}: its certificate must be of account ${account}`)
  return found
}

/** The functions' own schema says whether they would start. */
function badValues(environment: Record<string, string>): string[] {
  const url = 'https://service.invalid'
  const rest = Object.fromEntries(variableNames.filter((name) => !isTunable(name)).map((name) => [name, url]))
  try {
    readConfig({ ...rest, ...environment })
    return []
  } catch (error) {
    return [(error as Error).message.replace('configuration: ', 'environment.')]
  }
}
