import { generationCallback as route } from '../../../shared/api/generations.ts'
import { admitSigned, ownerOf } from '../../../shared/generations/admit-callback.ts'
import { receiveCallback } from '../../../shared/generations/receive-callback.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { receiving } from '../../../shared/runtime/services/receiving.ts'

export const handler = endpoint(route, receiving, {
  admit: admitSigned,
  async run({ params, body, headers }, services) {
    const user_id = await ownerOf(params.id, headers, services)
    const { accepted } = await receiveCallback(services, { user_id, id: params.id }, body)
    return {
      body: accepted
        ? { status: 'accepted', message: 'What was said is taken.' }
        : { status: 'ignored', message: 'Nothing was changed: it came again, or too late.' },
    }
  },
})
