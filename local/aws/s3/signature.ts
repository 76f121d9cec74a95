import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { AwsError, type AwsRequest } from '../service.ts'

/** What every local access key id signs with. */
export const localSecret = 'local-secret-access-key'

const denied = (message: string) => new AwsError('AccessDenied', message, 403)
const malformed = (message: string) => new AwsError('AuthorizationQueryParametersError', message, 400)

type Signed = Pick<AwsRequest, 'method' | 'path' | 'query' | 'headers'>

/**
 * Lets a request in that carries an Authorization header or a valid presigned query; S3 alone is met without
 * credentials, by anybody with a URL.
 */
export function authorize(request: Signed, now: number) {
  if (request.query.has('X-Amz-Signature')) return checkPresigned(request, now)
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential='))
    throw denied('Access Denied')
}

/** SigV4 by query (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). */
function checkPresigned({ method, path, query, headers }: Signed, now: number) {
  const [, day, region, service, end] = (query.get('X-Amz-Credential') ?? '').split('/')
  const date = query.get('X-Amz-Date') ?? ''
  const expires = Number(query.get('X-Amz-Expires'))
  const names = (query.get('X-Amz-SignedHeaders') ?? '').split(';')
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256')
    throw malformed('X-Amz-Algorithm only supports AWS4-HMAC-SHA256')
  if (!/^\d{8}T\d{6}Z$/.test(date) || day !== date.slice(0, 8))
    throw malformed('X-Amz-Date must be in the ISO8601 basic format')
  if (service !== 's3' || end !== 'aws4_request')
    throw malformed('Error parsing the X-Amz-Credential parameter')
  if (!Number.isInteger(expires) || expires < 1)
    throw malformed('X-Amz-Expires should be a number of at least 1')
  if (expires > 604_800) throw malformed('X-Amz-Expires must be less than a week (in seconds)')
  if (!names.includes('host')) throw malformed('host must be a signed header')

  const unsigned = Object.keys(headers).find((name) => name.startsWith('x-amz-') && !names.includes(name))
  if (unsigned) throw denied(`There were headers present in the request which were not signed: ${unsigned}`)

  const parameters = [...query].filter(([name]) => name !== 'X-Amz-Signature')
  const canonical = [
    method,
    path.split('/').map(encodeDecoded).join('/'),
    parameters
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...names.map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replace(/\s+/g, ' ')}`,
    ),
    '',
    names.join(';'),
    query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join(
    '\n',
  )
  const key = [day, region ?? '', service, end].reduce<string | Buffer>(hmac, `AWS4${localSecret}`)
  const expected = hmac(key, text)
  const given = Buffer.from(query.get('X-Amz-Signature') ?? '', 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    const message = 'The request signature we calculated does not match the signature you provided.'
    throw new AwsError('SignatureDoesNotMatch', message, 403)
  }

  const signedAt = Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'))
  if (now > signedAt + expires * 1000) throw denied('Request has expired')
  if (signedAt - now > 15 * 60_000) throw denied('Request is not valid yet')
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
const encodeDecoded = (segment: string) => encode(decodeURIComponent(segment))
