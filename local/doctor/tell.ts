import type { Report } from './examine.ts'
import type { Finding } from './finding.ts'

const marks: Record<Finding['level'], string> = { ok: 'ok      ', note: 'note    ', problem: 'PROBLEM ' }

export const line = ({ level, says }: Finding): string => `  ${marks[level]}${says}`

/** The report as a person reads it. */
export function tell({ ok, service, networks }: Report): string {
  const sections = networks.map(({ name, simulated, redirect_uri, scopes, review, guide, findings }) =>
    [
      `${name}${simulated ? ' (simulated on this machine)' : ''}`,
      ...findings.map(line),
      `  redirect URI to register: ${redirect_uri}`,
      `  scopes it asks for: ${scopes.join(' ')}`,
      `  review: ${review}`,
      `  step by step: ${guide}`,
    ].join('\n'),
  )
  const end = ok
    ? 'Nothing is wrong with what is configured.'
    : 'Mend what is marked PROBLEM, then ask again.'
  return [['The service', ...service.map(line)].join('\n'), ...sections, end].join('\n\n')
}
