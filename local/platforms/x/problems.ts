import { Refusal } from '../kit/server.ts'
import type { XContext } from './state.ts'

// Wire strings as recorded from the live API or stated in its specification; sources in the fact sheet, section 5.

function problem(status: number, body: Record<string, unknown>): Refusal {
  return new Refusal({ status, headers: { 'content-type': 'application/problem+json' }, body })
}

export function problemType(context: XContext, slug: string): string {
  const host = context.settings.vocabulary === 'newer' ? 'api.x.com' : 'api.twitter.com'
  return `https://${host}/2/problems/${slug}`
}

export type Complaint = { message: string; parameters?: Record<string, string[]> }

export function invalidRequest(context: XContext, ...errors: Complaint[]): Refusal {
  return problem(400, {
    errors,
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
    type: problemType(context, 'invalid-request'),
  })
}

export const invalidMediaIds = (context: XContext, ids: string[]) =>
  invalidRequest(context, {
    parameters: { 'media.media_ids': ids },
    message: 'Your media IDs are invalid.',
  })

export const unauthorized = () =>
  problem(401, { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' })

export const forbidden = (detail: string) =>
  problem(403, { detail, type: 'about:blank', title: 'Forbidden', status: 403 })

export const duplicate = () => forbidden('You are not allowed to create a Tweet with duplicate content.')
export const notPermitted = () => forbidden('You are not permitted to perform this action.')
export const parentGone = () =>
  forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.')

export function replyGate(context: XContext): Refusal {
  if (context.settings.vocabulary === 'older') {
    return forbidden(
      'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
    )
  }
  return notMentioned(context)
}

/** The newer words, for replies and for quotes (Enterprise only since 2026-04-20). */
export function notMentioned(context: XContext): Refusal {
  return problem(403, {
    detail: 'You can only reply to or quote posts where you are mentioned or are the author.',
    type: problemType(context, 'not-authorized-for-resource'),
    title: 'Forbidden',
    status: 403,
  })
}

export const appOnly = (context: XContext) =>
  problem(403, {
    title: 'Unsupported Authentication',
    detail:
      'Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint. Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].',
    type: problemType(context, 'unsupported-authentication'),
    status: 403,
  })

export const creditsDepleted = (context: XContext) =>
  problem(402, {
    title: 'CreditsDepleted',
    detail: 'Your enrolled account [1] does not have any credits to fulfill this request.',
    type: problemType(context, 'credits'),
  })

export const tooManyRequests = () =>
  problem(429, { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 })

export const usageCapped = (context: XContext) =>
  problem(429, {
    title: 'UsageCapExceeded',
    detail: 'Usage cap exceeded: Monthly product cap',
    period: 'Monthly',
    scope: 'Product',
    type: problemType(context, 'usage-capped'),
  })

/** What stands in `errors` of a 200 for something that isn't there. */
export function notFound(context: XContext, resource: 'tweet' | 'user', parameter: string, value: string) {
  return {
    value,
    detail: `Could not find ${resource} with ${parameter}: [${value}].`,
    title: 'Not Found Error',
    resource_type: resource,
    parameter,
    resource_id: value,
    type: problemType(context, 'resource-not-found'),
  }
}
