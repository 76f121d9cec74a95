import { openDataFolder } from '../local/data-folder.ts'
import { openPorts } from '../local/ports.ts'
import { simulatedNames, startNetworks } from '../local/simulated-networks.ts'
import { runUntilStopped, simulatorsIn } from '../local/start.ts'

// npm run simulators: the simulated networks alone; `env` leads `SIMULATORS=none npm run dev` to them.

await runUntilStopped(async () => {
  const data = openDataFolder(process.env.DATA_DIR)
  const networks = await startNetworks({
    names: simulatorsIn(process.env.SIMULATORS) ?? simulatedNames(),
    clock: data.clock(),
    dataDir: data.kept,
    ports: openPorts(data.kept),
  })
  const env = { SIMULATORS: 'none', ...networks.defaults, ...networks.env }
  console.log(`ready ${JSON.stringify({ simulators: networks.urls, env, data_dir: data.kept })}`)
  return {
    async close() {
      await networks.close()
      data.close()
    },
  }
})
