import * as z from 'zod/mini'
import type { Publisher } from '../contract.ts'
import { id } from './answers.ts'
import { find } from './find.ts'
import { pinOf } from './pin.ts'
import { pinUrl } from './pin-url.ts'
import { prepare } from './prepare.ts'
import { apiVersion } from './version.ts'

/*
 * | type     | safe to repeat                    | commit     | find                                     | settling | absence |
 * | post     | look at the board                 | POST /pins | the board's Pins since armed_at − 120 s, | 600 s    | hint    |
 * |          |                                   |            | then the account's: same kind of media,  |          |         |
 * |          |                                   |            | title, description, alt text and link,   |          |         |
 * |          |                                   |            | and not there before it was sent         |          |         |
 * | carousel | the same                          | POST /pins | the same                                 | 600 s    | hint    |
 * | video    | the same; register, upload and    | POST /pins | the same                                 | 600 s    | hint    |
 * |          | follow the film                   |            |                                          |          |         |
 *
 * Pinterest has no idempotency key and refuses no duplicate: two equal requests make two Pins. So an equal Pin with
 * another link, and a board that was changed without showing how, leave the outcome unknown. Uploads that no Pin uses
 * are seen by nobody.
 */

const created = z.object({ id })

/** How a Pin goes live: one request makes it, live at once. */
export const publisher: Publisher = {
  prepare,
  async commit(context) {
    return {
      method: 'POST',
      url: `${context.network.hosts.api}/${apiVersion}/pins`,
      route: 'POST /pins',
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${context.accessToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(await pinOf(context)),
    }
  },
  committed({ json }, context) {
    const answer = created.safeParse(json)
    return answer.success ? { id: answer.data.id, url: pinUrl(context, answer.data.id) } : undefined
  },
  find,
}
