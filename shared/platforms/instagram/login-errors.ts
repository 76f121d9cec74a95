import type { FailureRow } from '../failures.ts'
import { sourced } from '../meta/sourced.ts'

/** Refusals of the code exchange: always code 400, told apart by their words. */
export const loginErrors: readonly FailureRow[] = sourced(
  'https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login, 2026-11-20',
  [
    {
      id: 'login-code-used',
      match: { code: '400', message: /code was not found|already used|expired/i },
      class: 'reauth',
      userMessage: 'This consent was already used or took too long. Connect the account again.',
    },
    {
      id: 'login-app-refused',
      match: { code: '400', message: /platform app|client.?(secret|id)/i },
      class: 'operator',
      userMessage: "Instagram refuses this service's own credentials.",
    },
    {
      id: 'login-refused',
      match: { code: '400' },
      class: 'invalid',
      userMessage: 'Instagram refuses to connect the account.',
    },
  ],
)
