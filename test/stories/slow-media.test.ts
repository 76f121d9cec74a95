import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { product } from '../../local/service.ts'
import { atEnd } from '../fixtures/at-end.ts'
import { jpeg } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

/** Of a turn, what is kept for measuring and storing what was fetched, and three seconds. */
const timeoutSeconds = 63
const slowMs = 2_000

let origin: string
let world: PublishingWorld
beforeAll(async () => {
  const host = createServer(({ url }, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' })
    setTimeout(() => response.end(jpeg({ width: 100, height: 100 })), url === '/fast.jpg' ? 0 : slowMs)
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  atEnd(() => host.close())
  origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}/`
  world = await openPublishingWorld({
    mediaOrigins: [origin],
    service: {
      ...product,
      workers: product.workers.map((each) =>
        each.name === 'preflight' ? { ...each, timeoutSeconds } : each,
      ),
    },
  })
})

const post = async (names: string[]): Promise<string> => {
  const connection_id = await world.connect('alice', 'x')
  const assets = names.map((name) => image(`${origin}${name}`))
  const { body } = await world.publish('alice', { connection_id, text_content: names.join(), assets })
  await world.settle()
  return body.job_id
}

test('files that take a turn too long, one after the other, are left to a later try before the turn is over', async () => {
  const [fast, slow] = [await post(['fast.jpg']), await post(['slow.jpg', 'slower.jpg'])]
  const attempts = async (id: string) => (await world.call('alice', `/publishing/jobs/${id}`)).body.attempts
  expect([await attempts(fast), await attempts(slow)]).toEqual([1, 0])
})
