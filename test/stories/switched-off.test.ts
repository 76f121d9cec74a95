import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startEnvironment } from '../../local/environment.ts'
import { atEnd } from '../fixtures/at-end.ts'
import { openPublishingWorld } from './publishing-world.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'switched-off-'))
atEnd(() => rmSync(dataDir, { recursive: true, force: true }))

const unconfigured = {
  INSTAGRAM_APP_ID: '',
  INSTAGRAM_APP_SECRET: '',
}

test('a network that is switched off or without credentials takes no new posts, and says which it is', async () => {
  const before = await openPublishingWorld({ dataDir })
  const x = await before.connect('alice', 'x')
  const accepted = await before.schedule('alice', {
    connection_id: x,
    text_content: 'Accepted before',
    schedule_time: before.inMs(3_600_000),
  })
  await before.environment.close()

  const world = await openPublishingWorld({
    dataDir,
    simulators: ['x'],
    env: { ENABLE_X_PUBLISHING: 'false', ...unconfigured },
  })
  for (const path of ['publish', 'schedule']) {
    const answer = await world.call('alice', `/publishing/${path}`, {
      method: 'POST',
      body: {
        connection_id: x,
        text_content: 'Not now',
        ...(path === 'schedule' ? { schedule_time: world.inMs(3_600_000) } : {}),
      },
    })
    expect([answer.status, answer.body.code]).toEqual([400, 'platform_disabled'])
  }
  const connecting = await world.call('alice', '/connections/connect/x')
  expect([connecting.status, connecting.body.code]).toEqual([400, 'platform_disabled'])
  const missing = await world.call('alice', '/connections/connect/instagram')
  expect([missing.status, missing.body.code]).toEqual([400, 'platform_not_configured'])
  // What was taken in is still the owner's to see and to cancel.
  const path = `/publishing/jobs/${accepted.body.job_id}`
  expect((await world.call('alice', path)).body.status).toBe('Scheduled')
  expect((await world.call('alice', path, { method: 'DELETE' })).body.status).toBe('Cancelled')
})

test('a configuration with wrong and missing values is told in one message', async () => {
  await expect(
    startEnvironment({ simulators: [], env: { MAX_LATENESS: 'never', ENABLE_X_PUBLISHING: 'perhaps' } }),
  ).rejects.toThrow(/^configuration: .*(MAX_LATENESS.*ENABLE_X_PUBLISHING|ENABLE_X_PUBLISHING.*MAX_LATENESS)/)
})
