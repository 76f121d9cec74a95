import type { Job } from './client.ts'
import { connect, control, ledger, type Scene } from './scene.ts'

/** What goes wrong at networks, and what becomes of a post then. */
export async function troubles(scene: Scene, { x }: { x: string }): Promise<void> {
  const { narrator, alice } = scene
  const publish = (text_content: string) =>
    alice.call<Job>('POST', '/publishing/publish', { connection_id: x, text_content })
  const live = async (text: string) => (await ledger(scene, 'x')).filter((post) => post.text === text).length

  narrator.chapter('X makes the post, and its answer is lost on the way')
  await control(scene, 'x', 'faults', { route: 'POST /2/tweets', kind: 'drop_after', times: 1 })
  const lost = await publish('Said once, whatever the network does')
  const found = await alice.wait(lost.body.job_id)
  narrator.check(
    'it is found and reported, not sent again',
    found.status === 'Published' && (await live('Said once, whatever the network does')) === 1,
    `${found.post_url}`,
  )

  narrator.chapter('X is at its limit for a few seconds')
  await control(scene, 'x', 'faults', { route: 'POST /2/tweets', kind: 'rate_limit', times: 1, reset_in: 3 })
  const limited = await publish('Worth the wait')
  const waiting = await alice.wait(limited.body.job_id, ({ next_attempt_at }) => next_attempt_at !== null)
  narrator.check(
    'the job waits and says until when',
    waiting.status === 'Pending',
    `next attempt ${waiting.next_attempt_at}`,
  )
  const afterwards = await alice.wait(limited.body.job_id)
  narrator.check(
    'and is live afterwards, once',
    afterwards.status === 'Published' && (await live('Worth the wait')) === 1,
    `${afterwards.post_url}`,
  )

  narrator.chapter('alice removes the app in X’s settings')
  await control(scene, 'x', 'revoke', { account: 'alice' })
  const refused = await alice.wait((await publish('Not without permission')).body.job_id)
  narrator.check(
    'the job asks for re-authentication',
    refused.status === 'Failed' && refused.reauth_required,
    `${refused.error_code}: ${refused.error_message}`,
  )
  const { body: after } = await alice.call<{ id: string; status: string }[]>('GET', '/connections?platform=x')
  narrator.check('and so does the connection', after[0]?.status === 'needs_reauth', after[0]?.status)
  const same = await connect(scene, 'x')
  narrator.check('connecting again renews the same connection', same === x)
  await alice.call('POST', `/publishing/jobs/${refused.job_id}/retry`)
  const retried = await alice.wait(refused.job_id)
  narrator.check(
    'and the job can be retried',
    retried.status === 'Published' && (await live('Not without permission')) === 1,
    `${retried.post_url}`,
  )
}
