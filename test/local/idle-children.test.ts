import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { buildOnce } from '../../local/build.ts'
import { createChildren } from '../../local/children.ts'
import { createLocalClock } from '../../local/clock.ts'
import { entriesOf, functionsOf } from '../../local/service.ts'
import { smallService } from '../fixtures/service.ts'

test('an idle process ends, a working one does not, and the next invocation starts another', async () => {
  const children = createChildren({
    bundle: await buildOnce(entriesOf(smallService)),
    clock: createLocalClock(),
    env: () => ({}),
    fetchExceptions: () => [],
    onLine: () => undefined,
    idleMs: 50,
  })
  const open = functionsOf(smallService).get('open')!
  const echo = async (wait?: string) => {
    const { body } = (await children.invoke(open, { queryStringParameters: { wait } })) as { body: string }
    return JSON.parse(body) as { pid: number; calls: number }
  }
  const first = await echo()
  expect((await echo('150')).pid).toBe(first.pid)
  while (children.pids().api) await pause(10)
  expect(await echo()).toMatchObject({ calls: 1 })
  await children.close()
  await expect(echo()).rejects.toThrow('the environment is closed')
})
