import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import type { PlatformModule, Probe } from '../contract.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { probeCall } from '../probe-call.ts'
import { graphUrl } from './graph.ts'

const refused: Probe = { ok: false, says: 'Facebook refuses the app id or secret.' }

/** By the rows of the error table. */
const verdicts: Record<string, Probe> = { token: refused, signature: refused, 'client-secret': refused }

const examined = z.object({ data: z.object({ is_valid: z.boolean() }) })

/** Has a token examined that nobody was given: the question alone takes the app's own token, id and secret. */
export const probe: NonNullable<PlatformModule['probe']> = (network) =>
  probeCall(
    async () => {
      const { clientId, clientSecret } = network.app
      const answer = await network.call({
        method: 'GET',
        url: graphUrl(network, '/debug_token'),
        route: 'GET /debug_token',
        token: `${clientId}|${clientSecret}`,
        query: { input_token: randomBytes(24).toString('base64url') },
      })
      readAnswer(examined, answer)
    },
    { taken: { ok: true, says: 'Facebook takes the app id and secret.' }, verdicts },
  )
