/** A browser reduced to what consent needs: cookies, redirects and one form. */
export interface Browser {
  /** Opens a page and follows redirects as a browser would. */
  open(url: string, init?: RequestInit): Promise<{ url: string; status: number; text: string }>
  /** Reads the page's form, fills in what is given and presses the button. */
  submit(page: { url: string; text: string }, fields: Record<string, string>): ReturnType<Browser['open']>
}

const maxRedirects = 10

export function openBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = (url: string) => {
    const { host } = new URL(url)
    const jar = jars.get(host) ?? new Map<string, string>()
    jars.set(host, jar)
    return jar
  }

  const browser: Browser = {
    async open(url, init = {}) {
      let at = url
      let request = init
      for (let hop = 0; hop <= maxRedirects; hop += 1) {
        const jar = jarOf(at)
        const headers = new Headers(request.headers)
        if (jar.size > 0)
          headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
        const response = await fetch(at, { ...request, headers, redirect: 'manual' })
        for (const cookie of response.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
          if (name !== undefined) jar.set(name, value ?? '')
        }
        const location = response.headers.get('location')
        if (response.status < 300 || response.status > 399 || !location)
          return { url: at, status: response.status, text: await response.text() }
        await response.body?.cancel()
        at = new URL(location, at).href
        request = {}
      }
      throw new Error(`too many redirects from ${new URL(url).origin}`)
    },
    submit(page, fields) {
      const action = /<form[^>]*action="([^"]*)"/.exec(page.text)?.[1]
      if (action === undefined) throw new Error(`no form at ${page.url}`)
      const boxes = [...page.text.matchAll(/<input type="checkbox" name="(\w+)" value="([^"]*)" checked>/g)]
      const form = new URLSearchParams()
      for (const [, name, value] of boxes) form.append(name!, value!)
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      return browser.open(new URL(action.replaceAll('&amp;', '&'), page.url).href, {
        method: 'POST',
        body: form,
      })
    },
  }
  return browser
}
