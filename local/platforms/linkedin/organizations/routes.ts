import type { Route } from '../../kit/server.ts'
import { restRoute } from '../calls.ts'
import type { LinkedIn } from '../state.ts'
import { findAcls } from './acls.ts'
import { findOrganization, followers, getOrganization, lookUp } from './pages.ts'

const admins = ['rw_organization_admin', 'r_organization_admin']

/** Pages, and who is what on them. */
export function organizationRoutes(context: LinkedIn): Route[] {
  return [
    restRoute(context, {
      method: 'GET',
      path: '/rest/organizationAcls',
      permission: 'organizationAcls.FINDER-roleAssignee',
      restliMethod: 'FINDER',
      parameters: ['q', 'role', 'state', 'start', 'count'],
      scopes: admins,
      run: (call) => findAcls(context, call),
    }),
    restRoute(context, {
      method: 'GET',
      path: '/rest/organizations',
      permission: 'organizations.FINDER-vanityName',
      restliMethod: 'FINDER',
      parameters: ['q', 'vanityName', 'projection'],
      scopes: admins,
      run: (call) => findOrganization(context, call),
    }),
    restRoute(context, {
      method: 'GET',
      path: '/rest/organizations/:id',
      permission: 'organizations.GET',
      restliMethod: 'GET',
      parameters: ['projection'],
      scopes: admins,
      run: (call) => getOrganization(context, call),
    }),
    restRoute(context, {
      method: 'GET',
      path: '/rest/organizationsLookup',
      permission: 'organizationsLookup.BATCH_GET',
      restliMethod: 'BATCH_GET',
      parameters: ['ids'],
      scopes: admins,
      run: lookUp,
    }),
    restRoute(context, {
      method: 'GET',
      path: '/rest/networkSizes/:urn',
      permission: 'networkSizes.GET',
      restliMethod: 'GET',
      parameters: ['edgeType'],
      scopes: [...admins, 'r_organization_social'],
      run: followers,
    }),
  ]
}
