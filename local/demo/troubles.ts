import { good } from '../../client/open-api.ts'
import { connect, control, ledger, type Scene } from './scene.ts'

/** What goes wrong at networks, and what becomes of a post then. */
export async function troubles(scene: Scene, { x }: { x: string }): Promise<void> {
  const { narrator, alice } = scene
  const publish = async (text_content: string) => {
    const body = { connection_id: x, text_content }
    return good(await alice.api.POST('/api/v1/publishing/publish', { body })).job_id
  }
  const live = async (text: string) => (await ledger(scene, 'x')).filter((post) => post.text === text).length

  narrator.chapter('X makes the post, and its answer is lost on the way')
  await control(scene, 'x', 'faults', { route: 'POST /2/tweets', kind: 'drop_after', times: 1 })
  const lost = await publish('Said once, whatever the network does')
  const found = await alice.wait(lost)
  narrator.check(
    'it is found and reported, not sent again',
    found.status === 'Published' && (await live('Said once, whatever the network does')) === 1,
    `${found.post_url}`,
  )

  narrator.chapter('X is at its limit for a few seconds')
  await control(scene, 'x', 'faults', { route: 'POST /2/tweets', kind: 'rate_limit', times: 1, reset_in: 3 })
  const limited = await publish('Worth the wait')
  const waiting = await alice.wait(limited, ({ next_attempt_at }) => next_attempt_at !== null)
  narrator.check(
    'the job waits and says until when',
    waiting.status === 'Pending',
    `next attempt ${waiting.next_attempt_at}`,
  )
  const afterwards = await alice.wait(limited)
  narrator.check(
    'and is live afterwards, once',
    afterwards.status === 'Published' && (await live('Worth the wait')) === 1,
    `${afterwards.post_url}`,
  )

  narrator.chapter('alice removes the app in X’s settings')
  await control(scene, 'x', 'revoke', { account: 'alice' })
  const refused = await alice.wait(await publish('Not without permission'))
  narrator.check(
    'the job asks for re-authentication',
    refused.status === 'Failed' && refused.reauth_required,
    `${refused.error_code}: ${refused.error_message}`,
  )
  const ofX = { params: { query: { platform: 'x' } } }
  const [after] = good(await alice.api.GET('/api/v1/connections', ofX))
  narrator.check('and so does the connection', after?.status === 'needs_reauth', after?.status)
  const same = await connect(scene, 'x')
  narrator.check('connecting again renews the same connection', same === x)
  const path = { id: refused.job_id }
  good(await alice.api.POST('/api/v1/publishing/jobs/{id}/retry', { params: { path } }))
  const retried = await alice.wait(refused.job_id)
  narrator.check(
    'and the job can be retried',
    retried.status === 'Published' && (await live('Not without permission')) === 1,
    `${retried.post_url}`,
  )
}
