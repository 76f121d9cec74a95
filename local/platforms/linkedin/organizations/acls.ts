import type { SimResponse } from '../../kit/server.ts'
import type { Call } from '../calls.ts'
import { badQuery } from '../errors.ts'
import { rolesOf } from '../roles.ts'
import type { LinkedIn } from '../state.ts'

const roles =
  `ADMINISTRATOR CONTENT_ADMINISTRATOR CONTENT_ADMIN DIRECT_SPONSORED_CONTENT_POSTER RECRUITING_POSTER
  LEAD_CAPTURE_ADMINISTRATOR LEAD_GEN_FORMS_MANAGER ANALYST CURATOR PIPELINE_BUILDER`.split(/\s+/)
const states = ['APPROVED', 'REQUESTED', 'REJECTED', 'REVOKED']

/** GET /rest/organizationAcls?q=roleAssignee: on which pages the caller has which role. */
export function findAcls(context: LinkedIn, { query, caller }: Call): SimResponse {
  const role = query.text('role')
  const state = query.text('state')
  if (query.text('q') !== 'roleAssignee') throw badQuery()
  if ((role && !roles.includes(role)) || (state && !states.includes(state))) throw badQuery()
  const start = query.whole('start', { least: 0, most: 100_000, otherwise: 0 })
  const count = query.whole('count', { least: 1, most: 100, otherwise: 10 })
  const { acl_field, content_admin_role } = context.settings
  const elements = Object.entries(rolesOf(caller.account))
    .map(([id, held]) => ({ id, held: /^CONTENT_ADMIN(ISTRATOR)?$/.test(held) ? content_admin_role : held }))
    .filter(({ held }) => (!role || held === role) && (!state || state === 'APPROVED'))
    .map(({ id, held }) => ({
      [acl_field]: `urn:li:organization:${id}`,
      role: held,
      roleAssignee: caller.urn,
      state: 'APPROVED',
    }))
  return {
    status: 200,
    body: {
      paging: { start, count, links: [], total: elements.length },
      elements: elements.slice(start, start + count),
    },
  }
}
