import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { isSigned, signedHeaders } from '../../../shared/security/signature.ts'

const file = new URL('../../../docs/orchestrators/n8n-workflow.json', import.meta.url)
const workflow = JSON.parse(readFileSync(file, 'utf8')) as {
  nodes: { name: string; parameters: { jsCode?: string } }[]
  connections: Record<string, { main: { node: string }[][] }>
}
const secret = 'sixteen letters!'
const env = { GENERATION_WEBHOOK_SECRET: secret, GENERATION_CALLBACK_SECRET: `${secret}!` }
const order = {
  prompt: 'Hills',
  count: 1,
  callback: { url: 'https://api.example.com/api/v1/generations/7/callback', token: 'token' },
}

/** Runs a Code node as n8n does: its input, the nodes before it, the variables. */
function run(name: string, item: object) {
  const code = workflow.nodes.find((node) => node.name === name)!.parameters.jsCode!
  const first = (json: object) => ({ first: () => json })
  const node = new Function('require', '$input', '$', '$env', code)
  const require = createRequire(import.meta.url)
  return node(require, first(item), () => first({ json: order }), env)[0].json
}

const received = (key: string) => {
  const body = JSON.stringify(order)
  const path = '/webhook/creativeflow-images'
  return {
    json: {
      headers: signedHeaders(key, { method: 'POST', path, body }, Date.now()),
      webhookUrl: `https://n8n.example.com${path}`,
    },
    binary: { data: { data: Buffer.from(body).toString('base64') } },
  }
}

test('the n8n workflow takes what CreativeFlow signed, and nothing else', () => {
  expect(run('Check the signature', received(secret))).toEqual(order)
  expect(() => run('Check the signature', received('another secret..'))).toThrow('not signed')
})

test.each([
  [
    { data: [{ b64_json: 'AAAA' }, { b64_json: 'BBBB' }] },
    { status: 'completed', images: [{ data: 'AAAA' }] },
  ],
  [{ data: [{ url: 'https://x' }] }, { status: 'completed', images: [{ url: 'https://x' }] }],
  [{ error: { message: 'no' } }, { status: 'failed', error: 'no' }],
])('the n8n workflow signs its answer so that it is taken: %j', (answer, body) => {
  const signed = run('Sign the answer', { json: answer })
  expect(JSON.parse(signed.body)).toEqual(body)
  const headers = {
    'creativeflow-timestamp': signed.seconds,
    'creativeflow-signature': signed.signature,
  }
  const request = { method: 'POST', path: '/api/v1/generations/7/callback', body: signed.body, headers }
  expect(isSigned(env.GENERATION_CALLBACK_SECRET, request, Date.now())).toBe(true)
})

test('the n8n workflow’s nodes are joined, each by its name', () => {
  const names = workflow.nodes.map(({ name }) => name)
  for (const [from, { main }] of Object.entries(workflow.connections))
    expect(names).toEqual(expect.arrayContaining([from, ...main.flat().map(({ node }) => node)]))
})
