import type { SimResponse } from '../../kit/server.ts'
import { organizationOf, organizationUrn, roleOn } from '../actors.ts'
import type { Call } from '../calls.ts'
import { adminOnly, badQuery, notFound } from '../errors.ts'
import { type Organization, organizations } from '../seeds.ts'
import type { LinkedIn } from '../state.ts'

/** GET /rest/organizations/{id}: whole for those with a role on it, refused to others. */
export function getOrganization(context: LinkedIn, call: Call): SimResponse {
  const organization = organizations.find((one) => String(one.id) === call.request.params.id)
  if (!organization) throw notFound()
  if (!roleOn(call.caller.account, organization)) throw adminOnly(organizationUrn(organization))
  return { status: 200, body: adminView(context, call, organization) }
}

/** GET /rest/organizations?q=vanityName. */
export function findOrganization(context: LinkedIn, call: Call): SimResponse {
  const { query } = call
  const vanityName = query.text('vanityName')
  if (query.text('q') !== 'vanityName' || !vanityName) throw badQuery()
  const elements = organizations
    .filter((one) => one.vanityName === vanityName)
    .map((one) => (roleOn(call.caller.account, one) ? adminView(context, call, one) : publicView(one)))
  return { status: 200, body: { paging: { start: 0, count: 10, links: [] }, elements } }
}

/** GET /rest/organizationsLookup?ids=List(1,2): what anyone may see. */
export function lookUp({ query }: Call): SimResponse {
  const ids = query.list('ids')
  if (!ids?.length || ids.some((id) => !/^\d+$/.test(id))) throw badQuery()
  const found = organizations.filter(({ id }) => ids.includes(String(id)))
  const missing = ids.filter((id) => !found.some((one) => String(one.id) === id))
  return {
    status: 200,
    body: {
      results: Object.fromEntries(found.map((one) => [one.id, publicView(one)])),
      statuses: Object.fromEntries([...found.map(({ id }) => [id, 200]), ...missing.map((id) => [id, 404])]),
      errors: Object.fromEntries(missing.map((id) => [id, notFound().response.body])),
    },
  }
}

/** GET /rest/networkSizes/{urn}: how many follow a page. */
export function followers({ query, request }: Call): SimResponse {
  const organization = organizationOf(request.params.urn!)
  if (query.text('edgeType') !== 'COMPANY_FOLLOWED_BY_MEMBER') throw badQuery()
  if (!organization) throw notFound()
  return { status: 200, body: { firstDegreeSize: organization.followers } }
}

function publicView({ id, name, vanityName }: Organization) {
  const preferredLocale = { country: 'US', language: 'en' }
  return {
    id,
    localizedName: name,
    vanityName,
    name: { localized: { en_US: name }, preferredLocale },
    primaryOrganizationType: 'NONE',
  }
}

function adminView(context: LinkedIn, { query }: Call, organization: Organization) {
  const asset = `urn:li:digitalmediaAsset:C4E0BAQ${organization.id}`
  const logo = `${context.url}/_avatar/${organization.vanityName}.svg`
  const isProjected = query.raw('projection')?.includes('original~') ?? false
  return {
    ...publicView(organization),
    logoV2: {
      original: asset,
      cropped: asset,
      ...(isProjected && {
        'original~': { elements: [{ identifiers: [{ identifier: logo, identifierType: 'EXTERNAL_URL' }] }] },
      }),
    },
  }
}
