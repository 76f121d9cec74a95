import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { buildOnce } from '../local/build.ts'
import { entriesOf, product } from '../local/service.ts'
import { listOf, runUntilStopped, simulatorsIn } from '../local/start.ts'
import { retiredVariables } from '../shared/runtime/variables.ts'

// npm run dev: the whole service on this machine, until Ctrl-C.

// esbuild is at work while this process reads the rest.
buildOnce(entriesOf(product))

await runUntilStopped(async () => {
  if (existsSync('.env')) loadEnvFile('.env')
  const retired = retiredVariables.filter((name) => process.env[name])
  if (retired.length > 0) console.log(`set, but of no use here any more: ${retired.join(', ')}`)

  const { startEnvironment } = await import('../local/environment.ts')
  const environment = await startEnvironment({
    port: Number(process.env.PORT || 3000),
    dataDir: process.env.DATA_DIR || null,
    simulators: simulatorsIn(process.env.SIMULATORS),
    mediaOrigins: listOf(process.env.LOCAL_MEDIA_ORIGINS),
    callbacks: true,
    env: process.env,
    log: 'lines',
  })
  if (environment.tokenSecret) {
    console.log(`real networks are configured: /_local/token needs ?secret=${environment.tokenSecret}`)
  }
  console.log(`open ${environment.api}/_local/ to connect accounts and post`)
  console.log(`ready ${JSON.stringify(environment.ready)}`)
  return environment
})
