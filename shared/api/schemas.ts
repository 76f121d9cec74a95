import * as z from 'zod/mini'

/** What several resources use. */

/** What may come of asking a network with a connection's tokens. */
export const networkErrors = [
  'reauth_required',
  'insufficient_permissions',
  'platform_rate_limited',
  'platform_error',
  'platform_unavailable',
] as const

/** In one spelling: keys are made of them. */
export const uuid = z.guid().check(z.toLowerCase(), z.describe('UUID'))

export const timestamp = z.iso.datetime({ offset: true }).check(z.describe('RFC 3339 with a zone'))

export const platformName = z
  .string()
  .check(z.minLength(1), z.maxLength(40), z.describe('Network, such as `instagram` or `x`'))

export const limit = z
  ._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 20)
  .check(z.describe('How many at most'))

export const cursor = z
  .optional(z.string().check(z.minLength(1), z.maxLength(500)))
  .check(z.describe('From the `Link` header of the page before'))

export const Violation = z
  .object({ path: z.string(), rule: z.string(), message: z.string() })
  .check(z.meta({ id: 'Violation', description: 'One rule the input breaks' }))

export const ErrorDetail = z
  .object({
    code: z.string(),
    detail: z.string(),
    reason: z.optional(z.string()),
    violations: z.optional(z.array(Violation)),
    resets_at: z.optional(timestamp).check(z.describe('With `quota_exceeded`, and with `usage_limit` a day')),
  })
  .check(
    z.meta({
      id: 'ErrorDetail',
      description: 'Every error answer of ours',
      examples: [
        {
          code: 'invalid_input',
          detail: 'connection_id: Invalid input: expected string, received undefined',
          violations: [
            {
              path: 'connection_id',
              rule: 'invalid_type',
              message: 'Invalid input: expected string, received undefined',
            },
          ],
        },
      ],
    }),
  )

/** Not ours to choose: HTTP APIs of API Gateway answer so. */
export const GatewayRefusal = z.object({ message: z.string() }).check(
  z.meta({
    id: 'GatewayRefusal',
    description: "The gateway's own refusal, before any function is reached",
    examples: [{ message: 'Too Many Requests' }],
  }),
)

export const StatusResponse = z.object({ status: z.string(), message: z.string() }).check(
  z.meta({
    id: 'StatusResponse',
    description: 'What was done',
    examples: [{ status: 'ok', message: 'It answers.' }],
  }),
)
