import { existsSync, readFileSync } from 'node:fs'
import { parseArgs, parseEnv } from 'node:util'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { secretsPrefixOf } from '../lib/names.ts'
import { readStage } from '../lib/stage.ts'
import { stageSecrets, writeSecrets } from '../local/stage-secrets.ts'

// npm run secrets -- --stage dev: app credentials from a file (.env, or `--file .env.prod`) into the secrets of a
// deployed stage, by the credentials of this shell. No value is printed; what the file does not name stays as it is.

const { values } = parseArgs({
  options: { stage: { type: 'string' }, file: { type: 'string', default: '.env' } },
})

try {
  const stage = readStage(values.stage, process.env)
  if (!existsSync(values.file))
    throw new Error(
      `There is no file ${values.file}: copy .env.example and fill it, or name another by --file.`,
    )
  const secrets = stageSecrets(parseEnv(readFileSync(values.file, 'utf8')))
  if (Object.keys(secrets).length === 0) throw new Error(`${values.file} names no credentials`)
  const client = new SecretsManagerClient({ region: stage.region })
  const written = await writeSecrets(client, secretsPrefixOf(stage), secrets)
  console.log(written.map((name) => `written: ${name}`).join('\n'))
  console.log('Functions read them within five minutes.')
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
