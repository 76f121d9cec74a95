import type { SimAccount } from '../kit/server.ts'
import type { Call } from './calls.ts'
import { invalidUrnId, invalidUrnType } from './errors.ts'
import { personUrn } from './ids.ts'
import { rolesOf } from './roles.ts'
import { type Organization, organizations } from './seeds.ts'
import type { LinkedIn } from './state.ts'

/** Roles that may post as the page. */
const postingRoles = [
  'ADMINISTRATOR',
  'CONTENT_ADMINISTRATOR',
  'CONTENT_ADMIN',
  'DIRECT_SPONSORED_CONTENT_POSTER',
]

export const organizationUrn = ({ id }: Organization) => `urn:li:organization:${id}`

export const organizationOf = (urn: string): Organization | undefined =>
  organizations.find((one) => organizationUrn(one) === urn)

export const roleOn = (account: SimAccount, organization: Organization): string | undefined =>
  rolesOf(account)[organization.id]

/** Refuses whoever may not write in this name: another person's, or a page's without role or scope. */
export function checkActor(call: Call, urn: string): void {
  const [, kind, id] = /^urn:li:(\w+):(.+)$/.exec(urn) ?? []
  if (!kind || !id) throw invalidUrnId()
  const { caller } = call
  if (kind === 'person') {
    if (urn !== caller.urn || !caller.scopes.includes('w_member_social')) throw call.denied()
    return
  }
  if (kind !== 'organization') throw invalidUrnType()
  const organization = organizationOf(urn)
  if (!organization) throw invalidUrnId()
  const role = roleOn(caller.account, organization) ?? ''
  if (!caller.scopes.includes('w_organization_social') || !postingRoles.includes(role)) throw call.denied()
}

/** Refuses whoever may not read what this author posted. */
export function checkReader(call: Call, author: string): void {
  const { caller } = call
  const organization = organizationOf(author)
  const may = organization
    ? caller.scopes.includes('r_organization_social') && roleOn(caller.account, organization) !== undefined
    : caller.scopes.includes('r_member_social') && author === caller.urn
  if (!may) throw call.denied()
}

/** How people know an author: id and username as the API and the pages tell them. */
export function known(context: LinkedIn, urn: string): { id: string; username: string } {
  const id = urn.slice(urn.lastIndexOf(':') + 1)
  const organization = organizationOf(urn)
  if (organization) return { id, username: organization.vanityName }
  return { id, username: accountOf(context, urn)?.username ?? id }
}

/** The account behind a person's URN, of any app here. */
export function accountOf(context: LinkedIn, urn: string): SimAccount | undefined {
  return context.accounts
    .all()
    .find((account) => context.apps.some((app) => personUrn(account, app.clientId) === urn))
}
