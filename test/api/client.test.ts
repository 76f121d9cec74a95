import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('the typed client is the one that the document makes now (npm run client)', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['bin/client.ts'], { maxBuffer: 10_000_000 })
  expect(stdout.length).toBeGreaterThan(100_000)
  expect(await readFile('client/api.d.ts', 'utf8')).toBe(stdout)
}, 60_000)
