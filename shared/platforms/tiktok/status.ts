import * as z from 'zod/mini'
import type { Failure } from '../../domain/failure.ts'
import type { PostContext } from '../contract.ts'
import { classify } from '../failures.ts'
import { post } from './answers.ts'

const statusAnswer = z.object({
  status: z.string(),
  fail_reason: z.nullish(z.string()),
  uploaded_bytes: z.nullish(z.coerce.number()),
  // In TikTok's spelling. Numbers beyond 2^53 were made strings when the answer was read.
  publicaly_available_post_id: z.nullish(
    z.array(z.pipe(z.union([z.string(), z.number()]), z.transform(String))),
  ),
})

/** What TikTok says of one attempt. */
export type PublishStatus = z.output<typeof statusAnswer>

export const readStatus = (
  context: Pick<PostContext, 'network' | 'accessToken'>,
  publish_id: string,
): Promise<PublishStatus> =>
  post(context, { path: '/v2/post/publish/status/fetch/', json: { publish_id } }, statusAnswer)

/** What the reason of a FAILED attempt means; a reason nobody knows is worth another try. */
export function failureOf(
  { network }: Pick<PostContext, 'network'>,
  { status, fail_reason }: PublishStatus,
): Failure {
  return classify(
    network.errors,
    network.dialect,
    {
      status: 200,
      code: fail_reason ?? 'internal',
      message: `${status} ${fail_reason ?? ''}`.trim(),
      headers: new Headers(),
    },
    { onCommit: false, now: network.now() },
  )
}
