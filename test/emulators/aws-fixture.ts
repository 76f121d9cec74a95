import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { startClock } from '../../local/aws/clock.ts'
import { type AwsOptions, startAws } from '../../local/aws/index.ts'

/** An embedded AWS for one test file, with this process's environment pointing at it. */
export async function awsForTests(options: Partial<AwsOptions> = {}) {
  const clock = startClock()
  const aws = await startAws({ clock, ...options })
  Object.assign(process.env, aws.env)
  afterAll(() => aws.close())
  return { aws, clock }
}

/** A folder that goes away with the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'emulators-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The name of the exception that a call ends in. */
export async function errorName(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'none'
  } catch (error) {
    return (error as Error).name
  }
}
