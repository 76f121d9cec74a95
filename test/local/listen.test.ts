import { createServer } from 'node:http'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { listen } from '../../local/listen.ts'

const callers = 96

it.skipIf(process.platform !== 'linux')(
  'lets in a crowd of callers in fewer turns of the event loop than there are callers',
  async () => {
    let rounds = 0
    let taken = 0
    const server = createServer()
    const listening = await listen(server, 0)
    const sockets = Array.from({ length: callers }, () => connect(listening.port, '127.0.0.1'))
    await new Promise<void>((resolve) => {
      server.on('connection', () => {
        taken += 1
        if (taken === callers) resolve()
      })
      const count = () => {
        if (taken > 0) rounds += 1
        if (taken < callers) setImmediate(count)
      }
      count()
    })
    for (const socket of sockets) socket.destroy()
    await listening.close()
    expect(rounds).toBeLessThan(callers / 2)
  },
)

it('takes no port that somebody else has', async () => {
  const first = await listen(createServer(), 0)
  await expect(listen(createServer(), first.port)).rejects.toThrow('EADDRINUSE')
  await first.close()
})
