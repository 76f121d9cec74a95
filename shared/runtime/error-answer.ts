import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { AppError, catalogue } from '../domain/errors.ts'

/** The one place where an error becomes an answer. A 500 says nothing. */
export function errorAnswer(error: unknown): APIGatewayProxyStructuredResultV2 {
  const known =
    error instanceof AppError
      ? error
      : (bodyError(error) ?? awsError(error) ?? new AppError('internal_error'))
  const { violations, reason, retryAfter, more } = known.extras
  return {
    statusCode: catalogue[known.code].status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
    body: JSON.stringify({
      code: known.code,
      detail: known.message,
      ...(reason ? { reason } : {}),
      ...(violations ? { violations } : {}),
      ...more,
    }),
  }
}

/** http-json-body-parser's own error: the body was not JSON. */
function bodyError(error: unknown): AppError | undefined {
  const status = (error as { statusCode?: number } | undefined)?.statusCode
  if (status !== 422 && status !== 415) return undefined
  return new AppError('invalid_input', 'The body is not JSON.', {
    violations: [{ path: 'body', rule: 'json', message: 'The body is not JSON.' }],
  })
}

/** What KMS says, with a 4xx, of a key that somebody switched off: its operator can switch it on again. */
const keyIsOff = ['DisabledException', 'KMSInvalidStateException', 'KeyUnavailableException']

/** A service of ours refused or did not answer: nothing is half done, the same request may be sent again. */
function awsError(error: unknown): AppError | undefined {
  const metadata = (error as { $metadata?: { attempts?: number } } | undefined)?.$metadata
  const silent = ['TimeoutError', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].some(
    (word) =>
      (error as { name?: string; code?: string })?.name === word ||
      (error as { code?: string })?.code === word,
  )
  if (!metadata && !silent) return undefined
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 503
  const transient =
    status >= 500 ||
    status === 429 ||
    /Throttl|ProvisionedThroughput|TooManyRequests|LimitExceeded/.test((error as Error).name) ||
    keyIsOff.includes((error as Error).name)
  return transient || silent
    ? new AppError('unavailable', undefined, { retryAfter: 5, cause: error })
    : undefined
}
