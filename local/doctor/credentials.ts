import type { Platform } from '../../shared/domain/platform.ts'
import { type Config, credentialVariables } from '../../shared/runtime/config.ts'
import { type Finding, note, ok, problem } from './finding.ts'

type Given = Record<string, string | undefined>

const placeholder = /^(<.*>|your[-_ ].*|change[-_ ]?me|replace[-_ ]?me|todo|x{3,}|\.{3}|…)$/i

/** Whether a network's app credentials are there and look like some. Their values are never told. */
export function examineCredentials(config: Config, platform: Platform, given: Given): Finding[] {
  const { id, secret } = credentialVariables[platform]
  const configured = config.platforms[platform].credentials !== undefined
  const missing = [id, secret].filter((name) => !given[name])
  const odd = [id, secret].flatMap((name) => oddity(name, given[name] ?? ''))
  if (odd.length > 0) return odd
  if (missing.length === 0) return [ok(`${id} and ${secret} are set.`)]
  if (configured)
    return [
      note(
        `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set; an older name is read in its place.`,
      ),
    ]
  if (missing.length === 1) return [problem(`${missing[0]} is missing beside its other half.`)]
  return [note(`Not configured: ${missing.join(' and ')} are missing.`)]
}

/** What is wrong with how a credential is written. */
export function oddity(name: string, value: string): Finding[] {
  if (value !== value.trim() || /\s/.test(value))
    return [problem(`${name} has a space or a line break in it.`)]
  if (/^(["'`]).*\1$/.test(value)) return [problem(`${name} has its quotation marks in it.`)]
  if (placeholder.test(value)) return [problem(`${name} is still a placeholder.`)]
  return []
}
