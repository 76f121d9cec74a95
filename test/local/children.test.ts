import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Environment, startEnvironment } from '../../local/environment.ts'
import { ask } from '../fixtures/ask.ts'
import { smallService } from '../fixtures/service.ts'

let environment: Environment
let things: string
beforeEach(async () => {
  environment = await startEnvironment({ service: smallService, simulators: [], manual: true })
  things = `${environment.api}/api/v1/things`
})
afterEach(() => environment.close())

const send = (body: string) =>
  fetch(environment.aws.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonSQS.SendMessage', 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ QueueUrl: `${environment.env.QUEUE_URL_BASE}things`, MessageBody: body }),
  })
const lines = () => environment.logs.map((line) => JSON.parse(line))
const consumed = () => lines().filter((line) => line.msg === 'consumed')
const record = (body: string) => ({ Records: [{ messageId: '1', body }] })
const until = async (condition: () => boolean) => {
  while (!condition()) await pause(5)
}
const alive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('processes', () => {
  test('start when they are needed: one for the API, one for each worker', async () => {
    expect(environment.children.pids()).toEqual({})
    await ask(things)
    await ask(`${things}/7`)
    await environment.invoke('tick')
    expect(Object.keys(environment.children.pids()).sort()).toEqual(['api', 'tick'])
  })

  test('tell what each run took, as it would be billed', async () => {
    const runs: { name: string; memoryMb: number; ms: number; cpuMs: number }[] = []
    const stop = environment.onInvocation((run) => runs.push(run))
    await environment.invoke('tick')
    stop()
    await environment.invoke('tick')
    expect(runs).toEqual([
      { name: 'tick', memoryMb: expect.any(Number), ms: expect.any(Number), cpuMs: expect.any(Number) },
    ])
    expect(runs[0]!.cpuMs).toBeGreaterThan(0)
  })

  test('do not take themselves for Lambda', async () => {
    process.env.AWS_LAMBDA_FUNCTION_NAME = 'somebody'
    const { lambda, table } = JSON.parse((await ask(things)).text)
    delete process.env.AWS_LAMBDA_FUNCTION_NAME
    expect({ lambda, table }).toEqual({ lambda: null, table: 'creativeflow-local' })
  })

  test('end with the environment', async () => {
    const { pid } = JSON.parse((await ask(things)).text)
    await environment.close()
    expect(alive(pid)).toBe(false)
  })
})

describe('a crash', () => {
  test('fails the requests in that process, and the next one is served by a new one', async () => {
    const first = JSON.parse((await ask(things)).text)
    const [crashed, neighbour] = await Promise.all([ask(`${things}?crash=exit`), ask(`${things}?wait=5000`)])
    expect([crashed.status, neighbour.status]).toEqual([500, 500])
    const next = JSON.parse((await ask(things)).text)
    expect(next.pid).not.toBe(first.pid)
    expect(next.calls).toBe(1)
  })

  test('of one function leaves the others alone', async () => {
    const { pid } = JSON.parse((await ask(things)).text)
    await expect(environment.invoke('consume', record('exit'))).rejects.toThrow(/ended: exit status 1/)
    expect(JSON.parse((await ask(things)).text).pid).toBe(pid)
  })

  test('is said in the log', async () => {
    await expect(environment.invoke('consume', record('exit'))).rejects.toThrow()
    expect(lines()).toContainEqual(expect.objectContaining({ level: 'error', function: 'consume' }))
  })

  test('by SIGKILL is noticed at once', async () => {
    const hanging = environment.invoke('consume', record('hang'))
    await until(() => consumed().length === 1)
    environment.children.kill('consume')
    await expect(hanging).rejects.toThrow(/ended: SIGKILL/)
    await environment.invoke('consume', record('ok'))
    expect(new Set(consumed().map((line) => line.pid)).size).toBe(2)
  })

  test('an error that is thrown ends no process', async () => {
    await expect(environment.invoke('consume', record('throw so be it'))).rejects.toThrow('so be it')
    await environment.invoke('consume', record('ok'))
    expect(new Set(consumed().map((line) => line.pid)).size).toBe(1)
  })
})

describe('time', () => {
  test('a worker knows how much it has left, and is killed when that is over', async () => {
    const started = performance.now()
    await expect(environment.invoke('consume', record('hang'))).rejects.toThrow(
      'Task timed out after 2 seconds',
    )
    expect(performance.now() - started).toBeGreaterThan(1900)
    expect(consumed()[0].ms).toBeGreaterThan(1000)
    expect(consumed()[0].ms).toBeLessThanOrEqual(2000)
    expect(alive(consumed()[0].pid)).toBe(false)
  })

  test('moves while a function runs', async () => {
    const running = ask(`${things}?wait=300`)
    await until(() => environment.children.pids().api !== undefined)
    await pause(150)
    await environment.tick(3_600_000)
    const { now } = JSON.parse((await running).text)
    expect(now).toBeGreaterThan(Date.now() + 3_500_000)
  })
})

describe('queues', () => {
  test('feed their worker, which is done when settle returns', async () => {
    await Promise.all(['ok 1', 'ok 2', 'ok 3'].map(send))
    await environment.settle()
    expect(
      consumed()
        .map((line) => line.body)
        .sort(),
    ).toEqual(['ok 1', 'ok 2', 'ok 3'])
    expect(environment.aws.sqs.depth('things')).toEqual({ visible: 0, delayed: 0, inFlight: 0 })
  })

  test('a failed message comes back when its visibility ends: six times the function’s time', async () => {
    await send('fail')
    await environment.settle()
    await environment.tick(11_500)
    await environment.settle()
    expect(consumed()).toHaveLength(1)
    await environment.tick(1_000)
    await environment.settle()
    expect(consumed()).toHaveLength(2)
  })

  test('a message that failed five times goes to the dead-letter worker', async () => {
    await send('throw up')
    for (let receive = 1; receive <= 6; receive += 1) {
      await environment.settle()
      await environment.tick(12_500)
    }
    await environment.settle()
    expect(consumed()).toHaveLength(6)
    expect(new Set(consumed().map((line) => line.pid)).size).toBe(2)
  })
})

describe('rules', () => {
  test('are silent when started by hand', async () => {
    await environment.tick(600_000)
    await environment.settle()
    expect(lines()).toEqual([])
  })

  test('start their worker as the clock moves, late ones once', async () => {
    const other = await startEnvironment({ service: smallService, simulators: [] })
    for (const ms of [59_000, 1_500, 600_000]) {
      await other.tick(ms)
      await other.settle()
    }
    const ticks = other.logs.map((line) => JSON.parse(line))
    await other.close()
    expect(ticks).toEqual([
      expect.objectContaining({ msg: 'ticked', by: 'Scheduled Event' }),
      expect.objectContaining({ msg: 'ticked', by: 'Scheduled Event' }),
    ])
  })
})
