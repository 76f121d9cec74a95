import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from './replace-file.ts'

/** Ports that a data folder has used, so that URLs stored in it stay good. */
export interface Ports {
  /**
   * Starts what `listen` starts on its port of last time; on any, when it never had one or somebody else has it now.
   */
  keep<T>(name: string, listen: (port: number) => Promise<T>, portOf: (started: T) => number): Promise<T>
}

export function openPorts(dataDir: string | null): Ports {
  const file = dataDir === null ? undefined : join(dataDir, 'ports.json')
  const ports: Record<string, number> = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  return {
    async keep(name, listen, portOf) {
      const started = await listen(ports[name] ?? 0).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRINUSE' || ports[name] === undefined) throw error
        return listen(0)
      })
      if (ports[name] !== portOf(started)) {
        ports[name] = portOf(started)
        if (file) replaceFile(file, JSON.stringify(ports))
      }
      return started
    },
  }
}
