import type { Violation } from '../domain/errors.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { definitions } from '../platforms/registry.ts'

export const optionViolation = (option: string, rule: string, message: string): Violation => ({
  path: `platform_specific_options.${option}`,
  rule,
  message,
})

/** A sentence names so many places at the most. */
const maxChoices = 10

/** Takes the target out of the options: the one named, else the only or the default one. */
export function readTarget(
  { platform, targets }: Pick<SocialConnection, 'platform' | 'targets'>,
  given: Record<string, unknown>,
): { target: string | null; options: Record<string, unknown>; violations: Violation[] } {
  const { target: rule, name } = definitions[platform]
  if (!rule) return { target: null, options: given, violations: [] }
  const { [rule.option]: asked, ...options } = given
  const known = targets ?? []
  const refuse = (code: string, message: string) => ({
    target: null,
    options,
    violations: [optionViolation(rule.option, code, message)],
  })
  if (asked !== undefined && asked !== null) {
    const found = known.find(({ id }) => id === asked)
    return found
      ? { target: found.id, options, violations: [] }
      : refuse(
          'unknown_target',
          `This connection has no ${rule.option} ${String(asked)}; if it is new, ask for the targets again.`,
        )
  }
  const chosen = known.length === 1 ? known[0] : known.find((target) => target.default)
  if (chosen) return { target: chosen.id, options, violations: [] }
  if (known.length === 0) return refuse('no_target', `This ${name} account has nothing to publish to.`)
  const choices = known.map(({ id, name: label }) => (label ? `${id} (${label})` : id))
  const more = choices.length - maxChoices
  const rest = more > 0 ? ` and ${more} more; the targets of the connection have them all` : ''
  return refuse('target_required', `Name one of ${choices.slice(0, maxChoices).join(', ')}${rest}.`)
}
