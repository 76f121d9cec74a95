import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { examine } from '../local/doctor/examine.ts'
import { tell } from '../local/doctor/tell.ts'

// npm run doctor: what each network still misses, in words. `--json` answers one line of JSON. Ends with 1 on a problem.

if (existsSync('.env')) loadEnvFile('.env')
const report = await examine(process.env, Date.now)
console.log(process.argv.includes('--json') ? JSON.stringify(report) : tell(report))
process.exitCode = report.ok ? 0 : 1
