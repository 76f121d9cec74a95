import type { ServerResponse } from 'node:http'
import { titles } from './platforms/index.ts'

/** `/_local/wall`: the feeds of all simulated networks on one page. */
export function feedsPage(response: ServerResponse, simulators: Record<string, string>): void {
  const frames = Object.entries(simulators)
    .map(
      ([name, url]) =>
        `<section><h2><a href="${url}">${titles[name]}</a></h2><iframe src="${url}" title="${titles[name]}"></iframe></section>`,
    )
    .join('')
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-src ${Object.values(simulators).join(' ')}`,
    })
    .end(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>What is live on the simulated networks</title>
<link rel="icon" href="data:,">
<style>
body { font: 15px system-ui, sans-serif; margin: 1rem; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(24rem, 1fr)) }
h2 { margin: 0 0 .4rem; font-size: 1rem } a { color: inherit }
iframe { width: 100%; height: 34rem; border: 1px solid #ccd; border-radius: 10px }
</style>
${frames}
</html>`)
}
