import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { platforms } from '../shared/domain/platform.ts'
import { titles } from './platforms/index.ts'

interface PageOptions {
  basePath: string
  simulators: Record<string, string>
  needsSecret: boolean
}

const script = new URL('page-script.js', import.meta.url)

/** The page for people at `/_local/`: who you are, your connections, a post, your jobs. */
export function peoplePage(
  response: ServerResponse,
  { basePath, simulators, needsSecret }: PageOptions,
): void {
  const nonce = randomBytes(16).toString('base64')
  const facts = JSON.stringify({ basePath, simulators, needsSecret, platforms, titles }).replaceAll(
    '<',
    '\\u003c',
  )
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    })
    .end(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>CreativeFlow on this machine</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${style}</style>
</head>
<body>
<header>
  <h1>CreativeFlow <small>on this machine</small></h1>
  <label>You are <select id="user"><option>alice</option><option>bob</option></select></label>
</header>
<p id="notice" role="status" hidden></p>
<main>
  <section>
    <h2>Connections</h2>
    <ul id="connections" class="rows"></ul>
    <p id="connect" class="buttons"></p>
    <p id="feeds" class="quiet"></p>
  </section>
  <section>
    <h2>New post</h2>
    <form id="post">
      <label>Account <select name="connection" required></select></label>
      <label id="place" hidden>Place <select name="place"></select></label>
      <label>Text <textarea name="text" rows="4"></textarea></label>
      <label>Picture or film <input name="file" type="file" accept="image/*,video/*"></label>
      <label>or its URL <input name="url" type="text" placeholder="https://…"></label>
      <label>Not now, but at <input name="at" type="datetime-local" step="1"></label>
      <details><summary>More, in the network’s own words</summary>
        <label>Options as JSON <textarea name="options" rows="3"></textarea></label>
      </details>
      <p class="buttons"><button>Publish</button></p>
    </form>
  </section>
  <section class="wide">
    <h2>Jobs</h2>
    <ul id="jobs" class="rows"></ul>
  </section>
</main>
<script type="application/json" id="facts">${facts}</script>
<script nonce="${nonce}" type="module">${readFileSync(script, 'utf8')}</script>
</body>
</html>
`)
}

const style = `
:root { color-scheme: light dark; --line: #8884; --accent: #3355dd; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 0 auto; padding: 1rem }
header { display: flex; justify-content: space-between; align-items: baseline; flex-wrap: wrap; gap: 1rem }
h1 { font-size: 1.4rem; margin: .5rem 0 } h1 small { font-weight: 400; opacity: .6 } h2 { font-size: 1.05rem; margin: 0 0 .75rem }
[hidden] { display: none !important } summary { cursor: pointer; opacity: .8 } details label { margin-top: .6rem }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem }
section { border: 1px solid var(--line); border-radius: .75rem; padding: 1rem } .wide { grid-column: 1 / -1 }
label { display: block; margin-bottom: .6rem } header label { margin: 0 }
form input, form select, form textarea { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .35rem }
button { font: inherit; padding: .35rem .9rem; border: 0; border-radius: .5rem; background: var(--accent); color: #fff; cursor: pointer }
.buttons { display: flex; gap: .5rem; flex-wrap: wrap; margin: .75rem 0 0 } .quiet { opacity: .7; font-size: .9rem }
.rows { list-style: none; margin: 0; padding: 0 } .rows li { display: flex; flex-wrap: wrap; gap: .25rem .75rem; padding: .4rem 0; border-top: 1px solid var(--line) }
.rows li:first-child { border-top: 0 } .rows .grow { flex: 1; min-width: 8rem }
.state { border-radius: 1rem; padding: 0 .6rem; background: #8883; font-size: .85rem; align-self: center }
.state.good { background: #2a82 } .state.bad { background: #d335 }
#notice { overflow-wrap: anywhere; border-left: 4px solid var(--accent); padding: .5rem 1rem; background: #8881; white-space: pre-line } #notice.bad { border-color: #d33 }
`
