import { expect, test } from 'vitest'
import { networks } from '../networks/table.ts'
import { runEndurance } from './endurance.ts'

test('killed again and again, nothing is published twice, lost or left in limbo', async () => {
  const { byNetwork, wrong, kills } = await runEndurance({ jobs: 6, kills: 1, seed: 1 })
  expect(wrong).toEqual([])
  expect(kills).toBe(1)
  for (const { platform } of networks)
    expect(byNetwork[platform]).toMatchObject({ scenarios: 1, duplicates: 0, lost: 0, stuck: 0 })
}, 300_000)
