import { Refusal, type SimRequest } from '../../kit/server.ts'
import type { LinkedIn } from '../state.ts'

export function oauthError(status: number, error: string, description: string): Refusal {
  return new Refusal({ status, body: { error, error_description: description } })
}

export interface CredentialedForm {
  clientId: string
  /** A field that must be there. */
  value(name: string): string
}

/** The form of a token call. The secret stands in it: LinkedIn doesn't read Basic authentication. */
export function credentialedForm(context: LinkedIn, request: SimRequest): CredentialedForm {
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
  const form = isForm ? request.form() : new URLSearchParams()
  const value = (name: string) => {
    const found = form.get(name)
    if (!found) throw oauthError(400, 'invalid_request', `A required parameter "${name}" is missing`)
    return found
  }
  const [clientId, secret] = [value('client_id'), value('client_secret')]
  const app = context.apps.find((one) => one.clientId === clientId)
  if (app?.clientSecret !== secret) throw oauthError(401, 'invalid_client', 'Client authentication failed')
  return { clientId, value }
}
