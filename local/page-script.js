// Runs in the browser, inside the page of page.ts. Text reaches the page by textContent alone.

const { basePath, simulators, needsSecret, platforms, titles } = JSON.parse(
  document.getElementById('facts').textContent,
)
const at = (id) => document.getElementById(id)
const user = at('user')
const form = at('post')
const tokens = {}
user.value = sessionStorage.getItem('user') ?? 'alice'

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

function tell(text, bad = false) {
  at('notice').hidden = false
  at('notice').textContent = text
  at('notice').className = bad ? 'bad' : ''
}

async function token() {
  const name = user.value
  if (tokens[name]) return tokens[name]
  const query = new URLSearchParams({ sub: name })
  if (needsSecret) {
    const secret =
      sessionStorage.getItem('secret') ?? prompt('The token secret that was printed at start') ?? ''
    sessionStorage.setItem('secret', secret)
    query.set('secret', secret)
  }
  const answer = await fetch(`/_local/token?${query}`)
  if (!answer.ok) {
    sessionStorage.removeItem('secret')
    throw new Error(await answer.text())
  }
  tokens[name] = await answer.text()
  return tokens[name]
}

async function api(method, path, body) {
  const answer = await fetch(basePath + path, {
    method,
    headers: {
      authorization: `Bearer ${await token()}`,
      accept: 'application/json',
      ...(body ? { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() } : {}),
    },
    body: body && JSON.stringify(body),
  })
  const text = await answer.text()
  if (answer.ok) return JSON.parse(text)
  throw new Error(wordsOf(text, answer.status))
}

function wordsOf(text, status) {
  try {
    const { detail, message, violations = [] } = JSON.parse(text)
    if (violations.length === 0) return detail ?? message
    return violations.map((each) => `${each.path}: ${each.message}`).join('\n')
  } catch {
    return `Status ${status}`
  }
}

const said = (work) =>
  work().catch((error) => {
    tell(error.message, true)
  })

const title = (platform) => titles[platform] ?? platform
const nameOf = (each) => each.external_username ?? each.external_display_name ?? each.external_user_id
const state = (text, good, bad) =>
  element('span', { className: `state ${good ? 'good' : bad ? 'bad' : ''}`, textContent: text })
const link = (href, text) =>
  /^https?:/.test(href)
    ? element('a', { href, textContent: text, target: '_blank', rel: 'noreferrer' })
    : text

async function showConnections() {
  const connections = await api('GET', '/connections')
  const rows = connections.map((each) =>
    element(
      'li',
      {},
      element('span', {
        className: 'grow',
        textContent: `${title(each.platform)} · ${nameOf(each)}`,
      }),
      state(each.status, each.status === 'active', each.status === 'needs_reauth'),
    ),
  )
  at('connections').replaceChildren(
    ...(rows.length ? rows : [element('li', { textContent: 'None yet.', className: 'quiet' })]),
  )
  const chosen = form.connection.value
  form.connection.replaceChildren(
    ...connections.map((each) =>
      element('option', {
        value: each.id,
        textContent: `${title(each.platform)} · ${nameOf(each)}`,
      }),
    ),
  )
  for (const each of connections) platformOf[each.id] = each.platform
  if (connections.some((each) => each.id === chosen)) form.connection.value = chosen
  if (form.connection.value !== chosen) await showChoices()
}

const platformOf = {}
/** What a network demands to be chosen for each post: the page tells how it is written. */
const demanded = {
  tiktok: {
    privacy_level: 'SELF_ONLY',
    disable_comment: false,
    brand_organic_toggle: false,
    brand_content_toggle: false,
  },
}
let placeOption

/** The places of the chosen account, where there is a choice, and what its network demands. */
async function showChoices() {
  const id = form.connection.value
  const platform = platformOf[id]
  const known = id ? await api('GET', '/platforms') : []
  placeOption = known.find((each) => each.platform === platform)?.target_option ?? undefined
  const places = placeOption ? await api('GET', `/connections/${id}/targets`) : []
  if (form.connection.value !== id) return
  at('place').hidden = places.length < 2
  form.place.replaceChildren(
    ...places.map((each) => element('option', { value: each.id, textContent: each.name ?? each.id })),
  )
  form.options.value = demanded[platform] ? JSON.stringify(demanded[platform], null, 1) : ''
  form.querySelector('details').open = Boolean(demanded[platform])
}

function optionsOf() {
  const place = placeOption && form.place.value ? { [placeOption]: form.place.value } : {}
  const text = form.options.value.trim()
  try {
    return { ...(text ? JSON.parse(text) : {}), ...place }
  } catch {
    throw new Error('The options are no JSON.')
  }
}

async function showJobs() {
  const jobs = await api('GET', '/publishing/jobs?limit=20')
  const rows = jobs.map((job) =>
    element(
      'li',
      {},
      element('span', { textContent: title(job.platform) }),
      element('span', {
        className: 'grow',
        textContent: job.error_message ?? whenOf(job),
      }),
      ...(job.post_url ? [link(job.post_url, 'See it')] : []),
      state(
        job.status,
        job.status === 'Published',
        ['Failed', 'ContentRejected', 'Unknown'].includes(job.status),
      ),
    ),
  )
  at('jobs').replaceChildren(
    ...(rows.length ? rows : [element('li', { textContent: 'None yet.', className: 'quiet' })]),
  )
}

function whenOf(job) {
  const time = (text) => new Date(text).toLocaleString()
  if (job.published_at) return `published ${time(job.published_at)}`
  if (job.scheduled_at) return `for ${time(job.scheduled_at)}`
  return `from ${time(job.created_at)}`
}

async function connect(platform) {
  const back = new URLSearchParams({ return_to: `${location.origin}/_local/` })
  const { authorization_url } = await api('GET', `/connections/connect/${platform}?${back}`)
  sessionStorage.setItem('connecting', platform)
  location.assign(authorization_url)
}

async function finishConnect() {
  const query = new URLSearchParams(location.search)
  if (!query.size) return
  history.replaceState(null, '', '/_local/')
  if (query.has('error'))
    return tell(`Not connected: ${query.get('error_description') ?? query.get('error')}`, true)
  const code = query.get('connect_code')
  if (code) {
    const platform = sessionStorage.getItem('connecting') ?? query.get('platform') ?? ''
    await api('POST', `/connections/connect/${encodeURIComponent(platform)}/complete`, { connect_code: code })
  }
  if (code || query.has('connection_id')) tell('Connected.')
}

async function mediaOf() {
  const file = form.file.files[0]
  if (file) {
    const name = `${Date.now()}-${file.name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(-80)}`
    const answer = await fetch(`/_local/media/${name}`, { method: 'PUT', body: file })
    if (!answer.ok) throw new Error(await answer.text())
    return { url: (await answer.json()).url, type: file.type }
  }
  const url = form.url.value.trim()
  if (!url) return undefined
  const ending = /\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase()
  const types = {
    png: 'image/png',
    gif: 'image/gif',
    webp: 'image/webp',
    mp4: 'video/mp4',
    mov: 'video/quicktime',
  }
  return { url, type: types[ending] ?? 'image/jpeg' }
}

async function post() {
  const media = await mediaOf()
  const content = {
    connection_id: form.connection.value,
    text_content: form.text.value || null,
    platform_specific_options: optionsOf(),
    assets: media
      ? [
          {
            url: media.url,
            asset_type: media.type.startsWith('video/') ? 'video' : 'image',
            mime_type: media.type,
          },
        ]
      : [],
  }
  const later = form.at.value
  if (later) {
    await api('POST', '/publishing/schedule', { ...content, schedule_time: new Date(later).toISOString() })
    tell('Scheduled.')
  } else {
    await api('POST', '/publishing/publish', content)
    tell('Accepted; it is on its way.')
  }
  const account = form.connection.value
  form.reset()
  form.connection.value = account
  await Promise.all([showChoices(), showJobs()])
}

const refresh = () => said(async () => void (await Promise.all([showConnections(), showJobs()])))

at('connect').replaceChildren(
  ...platforms.map((platform) =>
    element('button', {
      textContent: `Connect ${title(platform)}`,
      onclick: () => said(() => connect(platform)),
    }),
  ),
)
const feeds = Object.entries(simulators).map(([platform, url]) => link(url, `${title(platform)}’s feed`))
at('feeds').replaceChildren(
  ...feeds.flatMap((feed) => [feed, ' · ']),
  ...(feeds.length ? [link(`${location.origin}/_local/wall`, 'all feeds on one page')] : []),
)
user.onchange = () => {
  sessionStorage.setItem('user', user.value)
  refresh()
}
form.connection.onchange = () => said(showChoices)
form.onsubmit = (event) => {
  event.preventDefault()
  said(post)
}
await said(finishConnect)
await refresh()
setInterval(() => document.hidden || showJobs().catch(() => undefined), 1500)
