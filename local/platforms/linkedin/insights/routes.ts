import type { Route } from '../../kit/server.ts'
import { restRoute } from '../calls.ts'
import type { LinkedIn } from '../state.ts'
import { memberAnalytics } from './member-analytics.ts'
import { shareStatistics } from './share-statistics.ts'

export function insightRoutes(context: LinkedIn): Route[] {
  return [
    restRoute(context, {
      method: 'GET',
      path: '/rest/organizationalEntityShareStatistics',
      permission: 'organizationalEntityShareStatistics.FINDER-organizationalEntity',
      restliMethod: 'FINDER',
      parameters: ['q', 'organizationalEntity', 'timeIntervals', 'shares', 'ugcPosts'],
      scopes: ['rw_organization_admin'],
      run: (call) => shareStatistics(context, call),
    }),
    restRoute(context, {
      method: 'GET',
      path: '/rest/memberCreatorPostAnalytics',
      permission: 'memberCreatorPostAnalytics.FINDER-entity',
      restliMethod: 'FINDER',
      parameters: ['q', 'entity', 'queryType', 'aggregation'],
      scopes: ['r_member_postAnalytics'],
      run: (call) => memberAnalytics(context, call),
    }),
  ]
}
