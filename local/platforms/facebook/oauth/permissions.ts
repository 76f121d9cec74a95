import { invalidParameter, objectMissing } from '../../meta/general-errors.ts'
import { text } from '../../meta/parameters.ts'
import type { Call } from '../call.ts'
import { refusal } from '../errors.ts'
import type { Facebook } from '../state.ts'
import { grantKey, grantOf, removeGrant } from '../tokens.ts'

/** `GET /me/permissions`: granted and declined alike. */
export function listPermissions(facebook: Facebook, call: Call): unknown {
  checkOwnUser(call)
  const { granted, declined } = grantOf(facebook, call.token)
  const rows = [
    ...granted.map((permission) => ({ permission, status: 'granted' })),
    ...declined.map((permission) => ({ permission, status: 'declined' })),
  ]
  const [permission, status] = [text(call.parameters, 'permission'), text(call.parameters, 'status')]
  return {
    data: rows.filter(
      (row) => (!permission || row.permission === permission) && (!status || row.status === status),
    ),
  }
}

/** `DELETE /me/permissions` and `/me/permissions/:permission`: the whole app, or one of them. */
export function deletePermissions(facebook: Facebook, call: Call): unknown {
  checkOwnUser(call)
  const name = call.request.params.permission ?? text(call.parameters, 'permission')
  if (name === undefined) {
    removeGrant(facebook, call.token)
    return { success: true }
  }
  const grant = grantOf(facebook, call.token)
  if (!grant.granted.includes(name)) throw invalidParameter(`The permission ${name} was not granted`)
  facebook.state.grants[grantKey(call.token)] = {
    ...grant,
    granted: grant.granted.filter((scope) => scope !== name),
    declined: [...grant.declined, name],
  }
  facebook.changed()
  return { success: true }
}

/** The person in the path must be the user token's own; `me` is it. */
export function checkOwnUser(call: Call): void {
  const { user = 'me' } = call.request.params
  const { token } = call
  if (token.pageId) throw refusal('noPermission', { scope: 'a user access token' })
  if (user !== 'me' && user !== token.userId) throw objectMissing(user, call.request.method.toLowerCase())
}
