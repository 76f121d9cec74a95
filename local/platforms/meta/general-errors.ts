import { GraphError } from './graph-error.ts'

/** (#100): our request was wrong. */
export function invalidParameter(detail: string, subcode?: number): GraphError {
  return new GraphError({
    code: 100,
    subcode,
    message: `(#100) ${detail}`,
    transient: subcode ? false : undefined,
  })
}

/** 100/33: the object isn't there, or isn't ours; Meta doesn't say which. */
export function objectMissing(id: string, method = 'get'): GraphError {
  return new GraphError({
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  })
}

export function unknownPath(path: string): GraphError {
  return new GraphError({ code: 2500, message: `Unknown path components: ${path}` })
}

export function missingPermission(): GraphError {
  return new GraphError({
    code: 10,
    status: 403,
    message: '(#10) Application does not have permission for this action',
  })
}

export function tokenMissing(): GraphError {
  return new GraphError({ code: 104, message: 'An access token is required to request this resource.' })
}

export function tokenUnreadable(): GraphError {
  return new GraphError({ code: 190, message: 'Invalid OAuth access token - Cannot parse access token' })
}

export function tokenExpired(expiredAt: number, now: number): GraphError {
  return new GraphError({
    code: 190,
    subcode: 463,
    message: `Error validating access token: Session has expired on ${sessionTime(expiredAt)}. The current time is ${sessionTime(now)}.`,
  })
}

/** What each way of killing a session is called; subcodes of code 190. */
export const sessionDeaths = {
  458: 'Error validating access token: The user has not authorized application {app}.',
  459: 'Error validating access token: You cannot access the app till you log in to {site} and follow the instructions given.',
  460: 'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
  464: 'Error validating access token: Sessions for the user are not allowed because the user is not a confirmed user.',
  466: 'Error validating access token: The user must accept the updated terms.',
  467: 'Error validating access token: The session is invalid because the user logged out.',
  492: 'Error validating access token: Session does not match current stored session. This may be because the user no longer has a role on the Page.',
} as const

export type SessionDeath = keyof typeof sessionDeaths

export function tokenDead(subcode: SessionDeath, appId: string, site: string): GraphError {
  const message = sessionDeaths[subcode].replace('{app}', appId).replace('{site}', site)
  return new GraphError({ code: 190, subcode, message })
}

/** Meta writes session times like "Friday, 20-Nov-26 03:00:00 PST", in Californian time. */
function sessionTime(at: number): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Los_Angeles',
    weekday: 'long',
    day: '2-digit',
    month: 'short',
    year: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? ''
  const clock = `${part('hour')}:${part('minute')}:${part('second')}`
  return `${part('weekday')}, ${part('day')}-${part('month')}-${part('year')} ${clock} ${part('timeZoneName')}`
}
