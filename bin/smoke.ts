import { parseArgs } from 'node:util'
import { readStage } from '../lib/stage.ts'
import { isLoopback } from '../local/configuration.ts'
import { smoke } from '../local/doctor/smoke.ts'
import { line } from '../local/doctor/tell.ts'

// npm run smoke -- --stage dev --url https://…: a deployed stage from outside, read only. `--url` is the data stack's
// output ServiceBaseUrl, unless the stage has a domain; TOKEN is a caller's. Ends with 1 on a problem.

const { values } = parseArgs({ options: { stage: { type: 'string' }, url: { type: 'string' } } })

function chosen() {
  const stage = readStage(values.stage, process.env)
  const url = values.url ?? (stage.serviceDomain && `https://${stage.serviceDomain.name}`)
  if (!url || !URL.canParse(url))
    throw new Error('give the ServiceBaseUrl of the data stack: --url https://…')
  const { origin } = new URL(url)
  // What runs on this machine has settings of its own.
  return isLoopback(origin)
    ? { origin, token: process.env.TOKEN }
    : {
        origin,
        token: process.env.TOKEN,
        issuer: stage.authServiceUrl,
        corsOrigin: stage.corsOrigins[0],
      }
}

try {
  const deployed = chosen()
  const findings = await smoke(deployed)
  console.log([`${values.stage} at ${deployed.origin}`, ...findings.map(line)].join('\n'))
  process.exitCode = findings.some(({ level }) => level === 'problem') ? 1 : 0
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
