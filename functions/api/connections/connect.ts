import { connect as route } from '../../../shared/api/connections.ts'
import { beginConnect } from '../../../shared/connections/begin-connect.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { connecting } from '../../../shared/runtime/services/connecting.ts'

export const handler = endpoint(route, connecting, async ({ params, query, caller, headers }, services) => {
  const { authorizationUrl, cookie } = await beginConnect(services, {
    userId: caller.userId,
    platform: params.platform,
    returnTo: query.return_to,
  })
  return headers.accept?.includes('application/json')
    ? { body: { authorization_url: authorizationUrl }, cookies: [cookie] }
    : { status: 307, headers: { location: authorizationUrl }, cookies: [cookie] }
})
