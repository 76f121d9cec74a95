import { randomBytes } from 'node:crypto'
import { Refusal, type Route, type SimAccount, type SimRequest } from '../../kit/server.ts'
import { pagesOf } from '../accounts.ts'
import { versionPath } from '../call.ts'
import type { Facebook } from '../state.ts'
import { appOf, grantKey, grantOf } from '../tokens.ts'

const scopesOffered = [
  'public_profile',
  'email',
  'pages_show_list',
  'pages_read_engagement',
  'pages_manage_posts',
  'pages_manage_engagement',
  'pages_read_user_content',
  'pages_manage_metadata',
  'pages_messaging',
  'read_insights',
  'publish_video',
  'business_management',
  'ads_management',
  'ads_read',
  'instagram_basic',
  'instagram_content_publish',
  'instagram_manage_comments',
  'instagram_manage_insights',
]

/** www.facebook.com: the Login dialog, with `scope` or with the `config_id` of a configuration. */
export function dialogRoutes(facebook: Facebook): Route[] {
  return ['', versionPath].flatMap((version) =>
    facebook.consent.routes(`${version}/dialog/oauth`, 'GET /dialog/oauth', (request) =>
      question(facebook, request),
    ),
  )
}

function question(facebook: Facebook, request: SimRequest) {
  const query = request.url.searchParams
  const page = (reason: string) =>
    new Refusal({ status: 400, body: `<h1>Sorry, something went wrong.</h1><p>${reason}</p>` })
  const clientId = query.get('client_id') ?? ''
  if (!appOf(facebook, clientId)) throw page('Invalid App ID')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!isRegistered(redirectUri))
    throw page("URL blocked: the redirect URI is not whitelisted in the app's client OAuth settings.")
  if ((query.get('response_type') ?? 'code') !== 'code')
    throw page('Only response_type=code is answered here.')
  const state = query.get('state')
  if (!state) throw page('The parameter state is required.')
  const asked = query.get('config_id') ? facebook.settings.configuration_scopes : query.get('scope')
  const scopes = (asked ?? 'public_profile').split(/[\s,]+/).filter(Boolean)
  if (!scopes.every((scope) => scopesOffered.includes(scope))) throw page('Invalid Scopes')
  const back = (answer: Record<string, string>) => {
    const url = new URL(redirectUri)
    for (const [name, value] of Object.entries({ ...answer, state })) url.searchParams.set(name, value)
    // Browsers are sent this fragment, which belongs to no parameter.
    return `${url.href}#_=_`
  }
  return {
    app: clientId,
    scopes,
    allow(account: SimAccount, granted: string[]) {
      grant(facebook, { clientId, account, asked: scopes, granted })
      const code = `AQ${randomBytes(120).toString('base64url')}`
      const createdAt = facebook.clock.now()
      facebook.state.codes[code] = { clientId, redirectUri, userId: account.id, createdAt, used: false }
      facebook.changed()
      return back({ code })
    },
    deny: () =>
      back({
        error_reason: 'user_denied',
        error: 'access_denied',
        error_description: 'Permissions error',
      }),
  }
}

/** What was unticked is declined; what was given before and not asked now stays. */
function grant(
  facebook: Facebook,
  consent: { clientId: string; account: SimAccount; asked: string[]; granted: string[] },
): void {
  const { clientId, account, asked, granted } = consent
  const owner = { clientId, userId: account.id }
  const before = grantOf(facebook, owner)
  const notAsked = (scope: string) => !asked.includes(scope)
  const ticked = facebook.settings.consent_pages.split(',').filter(Boolean)
  const held = pagesOf(account).map((page) => page.id)
  facebook.state.grants[grantKey(owner)] = {
    granted: [...new Set(['public_profile', ...before.granted.filter(notAsked), ...granted])],
    declined: [
      ...before.declined.filter(notAsked),
      ...asked.filter((scope) => !granted.includes(scope) && scope !== 'public_profile'),
    ],
    pageIds: ticked.length > 0 ? held.filter((id) => ticked.includes(id)) : held,
  }
}

function isRegistered(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false
  const { protocol, hostname } = new URL(redirectUri)
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  )
}
