import type { SimApp } from '../../kit/definition.ts'
import { Refusal, type SimRequest } from '../../kit/server.ts'
import type { XContext } from '../state.ts'

/** The app-only bearer of an app. */
export const bearerOf = (app: SimApp) => `${app.clientId}-bearer`

export function oauthError(status: number, error: string, description: string): Refusal {
  return new Refusal({ status, body: { error, error_description: description } })
}

const missingHeader = () => oauthError(401, 'unauthorized_client', 'Missing valid authorization header')

export const missingParameter = (name: string) =>
  oauthError(400, 'invalid_request', `Missing required parameter [${name}].`)

/** Which app asks: Basic for confidential apps, `client_id` in the body for public ones. */
export function clientOf(context: XContext, request: SimRequest, form: URLSearchParams): SimApp {
  return context.settings.app_type === 'public'
    ? publicClient(context, form)
    : confidentialClient(context, request)
}

function publicClient(context: XContext, form: URLSearchParams): SimApp {
  const id = form.get('client_id')
  if (!id) throw missingParameter('client_id')
  return known(context, id)
}

function confidentialClient(context: XContext, request: SimRequest): SimApp {
  const basic = /^Basic ([\w+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!basic) throw missingHeader()
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(unescaped)
  const app = known(context, id)
  if (app.clientSecret !== secret) throw missingHeader()
  return app
}

function known(context: XContext, id: string): SimApp {
  const app = context.apps.find((one) => one.clientId === id)
  if (!app) throw oauthError(401, 'invalid_client', 'Value passed for the client was invalid.')
  return app
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
