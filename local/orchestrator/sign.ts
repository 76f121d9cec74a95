import { createHmac, timingSafeEqual } from 'node:crypto'

interface Signed {
  method: string
  path: string
  body: Buffer | string
}

/** As the README says: HMAC-SHA256 over seconds, method, path and raw body, with a line break between them. */
export const sign = (secret: string, seconds: string, { method, path, body }: Signed): string =>
  `v1=${createHmac('sha256', secret).update(`${seconds}\n${method}\n${path}\n`).update(body).digest('hex')}`

export function isSigned(
  secret: string,
  request: Signed & { seconds: string | undefined; signature: string | undefined },
  now: number,
): boolean {
  const { seconds = '', signature = '' } = request
  const [expected, given] = [sign(secret, seconds, request), signature].map((text) => Buffer.from(text))
  const isSame = expected!.length === given!.length && timingSafeEqual(expected!, given!)
  return isSame && Math.abs(now / 1000 - Number(seconds)) <= 300
}
