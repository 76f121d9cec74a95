import { createHmac } from 'node:crypto'
import type { Network } from '../request.ts'

/**
 * Proves that the token's bearer is our app; an app may demand it of every call.
 * https://developers.facebook.com/docs/graph-api/guides/secure-requests, 2026-11-20
 */
export const proofOf = ({ app }: Network, token: string): string =>
  createHmac('sha256', app.clientSecret).update(token).digest('hex')
