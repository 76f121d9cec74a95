import * as z from 'zod/mini'
import { losslessJson } from '../lossless-json.ts'
import { type Hooks, isSigned, type NetworkCall } from '../notices.ts'

// developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback, read 2026-09: a form with
// `signed_request=<signature>.<payload>`, both base64url, signed over the encoded payload by the app's secret.

const payloadShape = z.object({
  algorithm: z.string().check(z.regex(/^hmac-sha256$/i)),
  /** Within our app; documented as a string, seen as a number. */
  user_id: z.pipe(z.union([z.string().check(z.minLength(1)), z.int()]), z.transform(String)),
  issued_at: z.int(),
})

/** Whom it is about and when it was said. Undefined unless Meta signed it. */
function readSignedRequest({ raw, app }: NetworkCall): { account: string; at: number } | undefined {
  const signedRequest = new URLSearchParams(raw.toString('utf8')).get('signed_request') ?? ''
  const [signature, payload, ...more] = signedRequest.split('.')
  if (!signature || !payload || more.length > 0) return undefined
  const given = Buffer.from(signature, 'base64url')
  if (!isSigned(app.clientSecret, { signed: payload, given })) return undefined
  const read = payloadShape.safeParse(losslessJson(Buffer.from(payload, 'base64url').toString('utf8')))
  return read.success ? { account: read.data.user_id, at: read.data.issued_at * 1000 } : undefined
}

/** What Facebook Login and Instagram Login call when a person removes the app, or wants the data deleted. */
export const metaHooks: Hooks = {
  deauthorize(call) {
    const said = readSignedRequest(call)
    return said && [{ kind: 'deauthorized', ...said }]
  },
  'data-deletion'(call) {
    const said = readSignedRequest(call)
    return said && [{ kind: 'delete_data', ...said }]
  },
}
