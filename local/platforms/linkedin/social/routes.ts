import type { Route, SimResponse } from '../../kit/server.ts'
import { checkReader } from '../actors.ts'
import { type Call, restRoute } from '../calls.ts'
import { metricsOf } from '../insights/metrics.ts'
import type { LinkedIn } from '../state.ts'
import { comment, listComments } from './comment.ts'
import { livePost } from './live-post.ts'

const readers = ['r_member_social', 'r_organization_social']

/** Comments, and what a post gathered. */
export function socialRoutes(context: LinkedIn): Route[] {
  return [
    restRoute(context, {
      method: 'POST',
      path: '/rest/socialActions/:urn/comments',
      permission: 'partnerApiSocialActions.CREATE',
      restliMethod: 'CREATE',
      scopes: ['w_member_social', 'w_organization_social'],
      run: (call) => comment(context, call),
    }),
    restRoute(context, {
      method: 'GET',
      path: '/rest/socialActions/:urn/comments',
      permission: 'partnerApiSocialActions.GET_ALL',
      restliMethod: 'GET_ALL',
      parameters: ['start', 'count'],
      scopes: readers,
      run: (call) => listComments(context, call),
    }),
    restRoute(context, {
      method: 'GET',
      path: '/rest/socialActions/:urn',
      permission: 'partnerApiSocialActions.GET',
      restliMethod: 'GET',
      scopes: readers,
      run: (call) => socialActions(context, call),
    }),
    restRoute(context, {
      method: 'GET',
      path: '/rest/socialMetadata/:urn',
      permission: 'partnerApiSocialMetadata.GET',
      restliMethod: 'GET',
      scopes: readers,
      run: (call) => socialMetadata(context, call),
    }),
  ]
}

function socialActions(context: LinkedIn, call: Call): SimResponse {
  const post = livePost(context, call)
  checkReader(call, post.author)
  const { likeCount, commentCount } = metricsOf(context, post)
  return {
    status: 200,
    body: {
      $URN: post.urn,
      target: post.urn,
      likesSummary: { selectedLikes: [], likedByCurrentUser: false, totalLikes: likeCount },
      commentsSummary: { selectedComments: [], totalFirstLevelComments: commentCount },
    },
  }
}

function socialMetadata(context: LinkedIn, call: Call): SimResponse {
  const post = livePost(context, call)
  checkReader(call, post.author)
  const { likeCount, commentCount } = metricsOf(context, post)
  return {
    status: 200,
    body: {
      entity: post.urn,
      commentsState: 'OPEN',
      commentSummary: { count: commentCount, topLevelCount: commentCount },
      reactionSummaries: likeCount > 0 ? { LIKE: { reactionType: 'LIKE', count: likeCount } } : {},
    },
  }
}
