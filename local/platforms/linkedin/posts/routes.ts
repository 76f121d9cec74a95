import type { Route } from '../../kit/server.ts'
import { restRoute } from '../calls.ts'
import type { LinkedIn } from '../state.ts'
import { deletePost, updatePost } from './change.ts'
import { createPost } from './create.ts'
import { findPosts, getPost } from './read.ts'

const writers = ['w_member_social', 'w_organization_social']
const readers = ['r_member_social', 'r_organization_social']

export function postRoutes(context: LinkedIn): Route[] {
  return [
    restRoute(context, {
      method: 'POST',
      path: '/rest/posts',
      permission: 'partnerApiPostsExternal.CREATE',
      restliMethod: 'CREATE',
      scopes: writers,
      run: (call) => createPost(context, call),
    }),
    restRoute(context, {
      method: 'GET',
      path: '/rest/posts',
      permission: 'partnerApiPostsExternal.FINDER-author',
      restliMethod: 'FINDER',
      parameters: ['q', 'author', 'start', 'count', 'sortBy', 'viewContext'],
      scopes: readers,
      run: (call) => findPosts(context, call),
    }),
    restRoute(context, {
      method: 'GET',
      path: '/rest/posts/:urn',
      permission: 'partnerApiPostsExternal.GET',
      restliMethod: 'GET',
      parameters: ['viewContext'],
      scopes: readers,
      run: (call) => getPost(context, call),
    }),
    restRoute(context, {
      method: 'POST',
      path: '/rest/posts/:urn',
      permission: 'partnerApiPostsExternal.PARTIAL_UPDATE',
      restliMethod: 'PARTIAL_UPDATE',
      restliMethodRequired: true,
      scopes: writers,
      run: (call) => updatePost(context, call),
    }),
    restRoute(context, {
      method: 'DELETE',
      path: '/rest/posts/:urn',
      permission: 'partnerApiPostsExternal.DELETE',
      restliMethod: 'DELETE',
      scopes: writers,
      run: (call) => deletePost(context, call),
    }),
  ]
}
