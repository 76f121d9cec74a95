import * as z from 'zod/mini'
import type { Target } from '../../domain/social-connection.ts'
import type { PlatformModule } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import type { Network } from '../request.ts'
import { read } from './answers.ts'
import { rest } from './rest.ts'
import { personUrn } from './urn.ts'

const pageSize = 100
const maxPages = 10
/** Ids in one look-up; its URL stays short. */
const namesAtOnce = 50

/** Showcase pages are `organizationBrand` (learn.microsoft.com, Organizations, view li-lms-2026-03): they are left out. */
const organizationUrn = /^urn:li:organization:\d+$/
const role = z.object({
  role: z.string(),
  state: z.string(),
  // The newest word first; older answers say the others.
  organization: z.optional(z.string()),
  organizationalTarget: z.optional(z.string()),
  organizationTarget: z.optional(z.string()),
})
const roles = z.object({ elements: z.array(role) })

const names = z.object({
  results: z.record(z.string(), z.object({ localizedName: z.nullish(z.string()) })),
})

/** Roles that may post. Answers write the second both ways. */
const posting = new Set([
  'ADMINISTRATOR',
  'CONTENT_ADMINISTRATOR',
  'CONTENT_ADMIN',
  'DIRECT_SPONSORED_CONTENT_POSTER',
])

/** The member, and the organizations they may post for. */
export const targets: NonNullable<PlatformModule['targets']> = async (network, tokens, account) => {
  const person: Target = { id: personUrn(account.id), name: account.name, kind: 'person', default: true }
  const organizations = await organizationsOf(network, tokens.access_token)
  return { targets: [person, ...(await named(network, tokens.access_token, organizations))] }
}

async function organizationsOf(network: Network, token: string): Promise<string[]> {
  const found = new Set<string>()
  for (let page = 0; page < maxPages; page += 1) {
    const elements = await rolesOn(network, token, page * pageSize)
    for (const { state, role, organization, organizationalTarget, organizationTarget } of elements) {
      const id = organization ?? organizationalTarget ?? organizationTarget
      if (id && organizationUrn.test(id) && state === 'APPROVED' && posting.has(role)) found.add(id)
    }
    if (elements.length < pageSize) break
  }
  return [...found]
}

/** Without the scope for it there are none: the person alone can be posted for. */
async function rolesOn(network: Network, token: string, start: number) {
  try {
    const answer = await rest(network, token, {
      method: 'GET',
      path: '/organizationAcls',
      route: 'GET /rest/organizationAcls',
      restMethod: 'FINDER',
      query: { q: 'roleAssignee', state: 'APPROVED', start: String(start), count: String(pageSize) },
    })
    return read(roles, answer).elements
  } catch (error) {
    if (error instanceof PlatformFailure && error.failure.class === 'permission') return []
    throw error
  }
}

/** By the look-up, since reading an organization itself is for its administrators. */
async function named(network: Network, token: string, urns: string[]): Promise<Target[]> {
  const found: Target[] = []
  for (let at = 0; at < urns.length; at += namesAtOnce) {
    const some = urns.slice(at, at + namesAtOnce)
    const ids = some.map((one) => one.split(':').at(-1))
    const answer = await rest(network, token, {
      method: 'GET',
      path: `/organizationsLookup?ids=List(${ids.join(',')})`,
      route: 'GET /rest/organizationsLookup',
    })
    const { results } = read(names, answer)
    found.push(
      ...some.map((id) => ({
        id,
        name: results[id.split(':').at(-1) ?? '']?.localizedName ?? null,
        kind: 'organization',
      })),
    )
  }
  return found
}
