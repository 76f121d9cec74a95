import type { AccountBook } from './accounts.ts'
import type { ConsentQuestion } from './consent-question.ts'
import { crossSite, type Route, type SimRequest, type SimResponse } from './message.ts'
import { consentPage } from './pages.ts'

/** How the authorize page behaves: at once, or asking a person. */
export interface ConsentMode {
  auto: boolean
  account?: string
  deny?: boolean
  scopes?: string[]
}

export interface Consent {
  mode(): ConsentMode
  set(mode: ConsentMode): void
  /** The GET page and the POST of its form; `begin` checks the request (or throws a Refusal). */
  routes(path: string, name: string, begin: (request: SimRequest) => ConsentQuestion): Route[]
}

export function createConsent(brand: { title: string; color: string }, accounts: AccountBook): Consent {
  let mode: ConsentMode = { auto: false }
  const redirect = (location: string): SimResponse => ({ status: 302, headers: { location } })
  const chosen = (username: string | undefined) =>
    username ? accounts.byUsername(username) : accounts.all()[0]

  const ask = (request: SimRequest, question: ConsentQuestion): SimResponse => {
    if (!mode.auto) {
      return {
        status: 200,
        body: consentPage({ brand, question, accounts, action: request.path + request.url.search }),
      }
    }
    const account = chosen(mode.account)
    if (mode.deny || !account) return redirect(question.deny())
    return redirect(question.allow(account, granted(question.scopes, mode.scopes)))
  }

  const answer = (request: SimRequest, question: ConsentQuestion): SimResponse => {
    if (crossSite(request)) return { status: 403, body: 'not from another site' }
    const form = request.form()
    const account = chosen(form.get('account') ?? undefined)
    if (form.get('decision') !== 'allow' || !account) return redirect(question.deny())
    return redirect(question.allow(account, granted(question.scopes, form.getAll('scope'))))
  }

  return {
    mode: () => mode,
    set(next) {
      mode = next
    },
    routes: (path, name, begin) => [
      { method: 'GET', path, name, run: (request) => ask(request, begin(request)) },
      { method: 'POST', path, name: `${name} (form)`, run: (request) => answer(request, begin(request)) },
    ],
  }
}

function granted(asked: string[], allowed: string[] | undefined): string[] {
  return allowed ? asked.filter((scope) => allowed.includes(scope)) : asked
}
