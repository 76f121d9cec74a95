import { beforeAll, expect, test } from 'vitest'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

let world: PublishingWorld
beforeAll(async () => {
  world = await openPublishingWorld({
    simulators: ['linkedin'],
    env: { ENABLE_LINKEDIN_PERSONAL_PROFILE_PUBLISHING: 'true' },
  })
})

const user = 'alice'
const route = 'POST /rest/posts'

/** A post of alice herself, whose posts no list shows. */
async function mine(text_content: string) {
  const connection_id = await world.connect(user, 'linkedin')
  const targets = await world.call(user, `/connections/${connection_id}/targets`)
  const person = targets.body.find(({ id }: { id: string }) => id.startsWith('urn:li:person:'))
  return { connection_id, text_content, platform_specific_options: { company_urn: person.id } }
}

test('a lost post whose text stands there since long before is refused as its copy, not left unknown', async () => {
  const first = await world.published(user, await mine('Said before'))
  expect(first.status).toBe('Published')
  await world.environment.tick(600_000)
  await world.control('linkedin', 'faults', { route, kind: 'drop_before' })
  const copy = await world.published(user, await mine('Said before'))
  expect(copy).toMatchObject({
    status: 'ContentRejected',
    error_code: 'content_rejected',
    post_url: null,
    attempts: 2,
  })
  expect(copy.error_details!.message).toContain(first.external_post_id)
  expect(await world.ledger('linkedin')).toHaveLength(1)
})

test('a lost post that the refusal of its copy names is ours', async () => {
  await world.control('linkedin', 'faults', { route, kind: 'drop_after' })
  const job = await world.published(user, await mine('Said once'))
  const ledger = await world.ledger('linkedin')
  expect(job).toMatchObject({ status: 'Published', external_post_id: ledger.at(-1).id })
  expect(ledger).toHaveLength(2)
})
