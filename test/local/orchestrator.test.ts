import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draw } from '../../local/orchestrator/draw.ts'
import { startImageService } from '../../local/orchestrator/image-service.ts'
import { type Orchestrator, startOrchestrator } from '../../local/orchestrator/orchestrator.ts'
import { ask } from '../fixtures/ask.ts'

let orchestrator: Orchestrator
beforeAll(async () => {
  orchestrator = await startOrchestrator({ secrets: { webhook: 'one', callback: 'two' } })
})
afterAll(() => orchestrator.close())

const control = (body: object, headers: Record<string, string> = {}) =>
  ask(`${orchestrator.url}/_control/behaviour`, { method: 'POST', body: JSON.stringify(body), headers })

test('the same prompt makes the same picture, another one another', () => {
  const canvas = { width: 64, height: 80, format: 'png' as const }
  const picture = PNG.sync.read(draw('hills', canvas))
  expect([picture.width, picture.height]).toEqual([64, 80])
  expect(draw('hills', canvas).equals(draw('hills', canvas))).toBe(true)
  expect(draw('hills', canvas).equals(draw('dunes', canvas))).toBe(false)
})

test('the image service answers in OpenAI’s form, and refuses what it can’t draw', async () => {
  const service = await startImageService()
  const post = (body: string) => ask(`${service.url}/images/generations`, { method: 'POST', body })
  const good = await post(JSON.stringify({ prompt: 'hills', n: 2, size: '40x50', output_format: 'jpeg' }))
  const { data } = JSON.parse(good.text) as { data: { b64_json: string }[] }
  expect(data.map(({ b64_json }) => Buffer.from(b64_json, 'base64').readUInt16BE(0))).toEqual([
    0xffd8, 0xffd8,
  ])
  for (const bad of ['{', '{"prompt":""}', '{"prompt":"a","size":"huge"}', '{"prompt":"a","n":11}'])
    expect((await post(bad)).status).toBe(400)
  await service.close()
})

test('its control side takes what it knows, from this machine’s own pages alone', async () => {
  expect((await control({ lose: true })).status).toBe(200)
  expect((await control({ lose: 1 })).status).toBe(400)
  expect((await control({ loose: true })).text).toContain('lose')
  expect((await control({ forge: 'everything' })).status).toBe(400)
  expect((await control({ lose: false }, { origin: 'https://example.com' })).status).toBe(404)
  expect((await ask(`${orchestrator.url}/webhook`, { headers: { host: 'evil.example' } })).status).toBe(421)
})
