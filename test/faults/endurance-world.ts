import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDataFolder } from '../../local/data-folder.ts'
import type { LedgerPost } from '../../local/platforms/kit/server.ts'
import { openFileServer } from '../fixtures/file-server.ts'
import { type Files, putFiles } from '../networks/files.ts'
import { networks } from '../networks/table.ts'
import { createCarefulClient } from './careful-client.ts'
import { type Started, startProcess, steadyPort } from './processes.ts'

interface Simulators {
  simulators: Record<string, string>
  env: NodeJS.ProcessEnv
}

/** The networks in a process that lives on, and the service in one that is killed and started again on its folder. */
export async function openEnduranceWorld(user: string, random: () => number) {
  const folder = await mkdtemp(join(tmpdir(), 'endurance-'))
  const dataDir = join(folder, 'data')
  const fileServer = await openFileServer()
  const simulators = startProcess<Simulators>('bin/simulators.ts', {})
  const closed = new AbortController()
  let service: Started<{ api: string }> | undefined

  const close = async () => {
    closed.abort()
    await service?.kill()
    await simulators.kill()
    await fileServer.close()
    await rm(folder, { recursive: true, force: true })
  }

  try {
    const { simulators: urls, env } = await simulators.ready
    const port = await steadyPort(random)
    const files: Files = await putFiles(fileServer.put)

    const control = async (platform: string, command: string, input?: object): Promise<unknown> => {
      const answer = await fetch(`${urls[platform]}/_control/${command}`, {
        method: input ? 'POST' : 'GET',
        ...(input ? { body: JSON.stringify(input) } : {}),
      })
      if (!answer.ok) throw new Error(`${platform} ${command}: ${await answer.text()}`)
      return answer.json()
    }
    for (const { platform, settings } of networks) {
      await control(platform, 'settings', settings ?? {})
      await control(platform, 'consent', { auto: true, account: user })
    }

    let offset = 0
    const readyMs: number[] = []
    return {
      files,
      client: createCarefulClient(`http://127.0.0.1:${port}`, user, closed.signal),
      now: () => Date.now() + offset,
      readyMs,
      /** How long a start takes on this machine now. */
      startMs: () => readyMs.at(-1) ?? 1_500,

      start() {
        const begun = performance.now()
        service = startProcess<{ api: string }>('bin/dev.ts', {
          ...env,
          PORT: String(port),
          DATA_DIR: dataDir,
          LOCAL_MEDIA_ORIGINS: fileServer.origin,
        })
        service.ready.then(
          () => readyMs.push(performance.now() - begun),
          () => undefined,
        )
        return service
      },

      /** Kills the service, and lets time go by while it is down: nothing of it is under way then. */
      async outage(ms: number) {
        if (!service?.alive) throw new Error(`the service ended by itself: ${service?.output()}`)
        await service.kill()
        // All simulators of one process live by one clock.
        await control(networks[0]!.platform, 'clock', { advance_ms: ms })
        openDataFolder(dataDir).clock().advance(ms)
        offset += ms
      },

      ledger: (platform: string) => control(platform, 'ledger') as Promise<LedgerPost[]>,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

export type EnduranceWorld = Awaited<ReturnType<typeof openEnduranceWorld>>
