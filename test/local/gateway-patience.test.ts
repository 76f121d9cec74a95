import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createApiGateway } from '../../local/api-gateway.ts'
import { createLocalClock } from '../../local/clock.ts'
import { createJwtAuthorizer, Unauthorized } from '../../local/jwt-authorizer.ts'
import { ask } from '../fixtures/ask.ts'
import { smallService } from '../fixtures/service.ts'

const clock = createLocalClock()

test('a function that takes too long is a 503, and its late answer is dropped', async () => {
  const authorizer = createJwtAuthorizer({ issuer: 'http://127.0.0.1:1', audience: 'a', clock })
  const gateway = createApiGateway({
    ...smallService,
    ...{ authorizer, clock, corsOrigins: [], timeoutMs: 50 },
    invoke: () => new Promise((resolve) => setTimeout(resolve, 100, { statusCode: 200, body: 'late' })),
  })
  const server = createServer(gateway).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/things`
  expect(await ask(url)).toMatchObject({ status: 503, text: '{"message":"Service Unavailable"}' })
  server.close()
})

test('an issuer that does not answer lets nobody in, and is asked again', async () => {
  let up = false
  const issuer = createServer((_request, response) => response.writeHead(up ? 200 : 500).end('{}'))
  issuer.listen(0, '127.0.0.1')
  await new Promise((resolve) => issuer.once('listening', resolve))
  const { port } = issuer.address() as AddressInfo
  const authorizer = createJwtAuthorizer({ issuer: `http://127.0.0.1:${port}`, audience: 'a', clock })
  await expect(authorizer.verify('Bearer a.b.c')).rejects.toThrow('OIDC discovery')
  up = true
  await expect(authorizer.verify('Bearer a.b.c')).rejects.toThrow(Unauthorized)
  issuer.close()
})
