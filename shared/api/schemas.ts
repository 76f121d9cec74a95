import * as z from 'zod'

/** Schemas that several resources use. */

/** In one spelling: keys are made of them. */
export const uuid = z.guid().toLowerCase().describe('UUID')

export const timestamp = z.iso.datetime({ offset: true }).describe('RFC 3339 with a zone')

export const platformName = z.string().min(1).max(40).describe('Network, such as `instagram` or `x`')

export const limit = z.coerce.number().int().min(1).max(100).default(20).describe('How many at most')

export const cursor = z
  .string()
  .min(1)
  .max(500)
  .optional()
  .describe('From the `Link` header of the page before')

export const Violation = z
  .object({ path: z.string(), rule: z.string(), message: z.string() })
  .meta({ id: 'Violation', description: 'One rule the input breaks' })

export const ErrorDetail = z
  .object({
    code: z.string(),
    detail: z.string(),
    reason: z.string().optional(),
    violations: z.array(Violation).optional(),
    resets_at: timestamp.optional().describe('With `quota_exceeded`, and with `usage_limit` a day'),
  })
  .meta({
    id: 'ErrorDetail',
    description: 'Every error answer of ours',
    examples: [
      {
        code: 'invalid_input',
        detail: 'The request does not fit the contract; see violations.',
        violations: [{ path: 'body.connection_id', rule: 'required', message: 'connection_id is missing.' }],
      },
    ],
  })

/** Not ours to choose: HTTP APIs of API Gateway answer so. */
export const GatewayRefusal = z.object({ message: z.string() }).meta({
  id: 'GatewayRefusal',
  description: "The gateway's own refusal, before any function is reached",
  examples: [{ message: 'Too Many Requests' }],
})

export const StatusResponse = z.object({ status: z.string(), message: z.string() }).meta({
  id: 'StatusResponse',
  description: 'What was done',
  examples: [{ status: 'ok', message: 'It answers.' }],
})
