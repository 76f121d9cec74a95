import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { eventKinds } from '../../shared/domain/events.ts'

interface JsonSchema {
  properties: Record<
    string,
    { type?: string; enum?: string[]; anyOf?: { type: string }[]; description?: string }
  >
  required: string[]
}

const fieldsOf = (data: z.ZodMiniType): string => {
  const { $defs = {}, ...own } = z.toJSONSchema(data)
  const { properties, required } = (Object.values($defs)[0] ?? own) as unknown as JsonSchema
  return Object.entries(properties)
    .map(([name, { anyOf, description }]) => {
      const notes = [
        ...(required.includes(name) ? [] : ['optional']),
        ...(anyOf?.some(({ type }) => type === 'null') ? ['or null'] : []),
        ...(description && description !== 'RFC 3339' ? [description] : []),
      ]
      return `\`${name}\`${notes.length ? ` (${notes.join('; ')})` : ''}`
    })
    .join(', ')
}

const page = `# Events

Whatever ends or needs its owner is an event: on EventBridge (bus \`creativeflow-<stage>-events\`, source \`creativeflow\`,
the type as detail type, \`{"event_id", …data}\` as detail), in \`GET /api/v1/events\` for 30 days, and as a webhook by the
[Standard Webhooks](https://www.standardwebhooks.com) convention at each endpoint of its user. Everywhere it has the same
id; where it comes twice, it is the same event. No event carries a caption, a prompt, a token or a URL that opens
something. This page is made from \`shared/domain/events.ts\`: \`UPDATE_DOCS=1 npx vitest run test/architecture/events.test.ts\`.

| type | meaning | data |
|---|---|---|
${Object.entries(eventKinds)
  .map(([type, { meaning, data }]) => `| \`${type}\` | ${meaning} | ${fieldsOf(data)} |`)
  .join('\n')}

\`webhook_endpoint.test\` is sent by \`POST /webhook-endpoints/{id}/test\` to that endpoint alone.

## Webhooks

\`\`\`
POST <your url>
webhook-id: <event id>
webhook-timestamp: <seconds, of this try>
webhook-signature: v1,<base64 of HMAC-SHA256 over id.timestamp.body> v1,<the same by each secret before, for a day after its rotation>

{"type": "publish_job.published", "timestamp": "<occurred_at>", "data": {…}}
\`\`\`

Any 2xx within 15 seconds is taken; redirects are not followed, and nothing of the answer is kept. Anything else is sent
again after 5 s, 5 min, 30 min, 2 h, 5 h, 6 h and 10 h, then given up; \`POST /webhook-endpoints/{id}/redeliver\` sends it
once more. An endpoint that answers 410, or took nothing for five days, is disabled until a test of it succeeds. Webhooks
may come twice and in another order than things happened: go by \`webhook-id\`, \`occurred_at\` and \`version\`.
`

test('the page of events is the table of their kinds', async () => {
  if (process.env.UPDATE_DOCS) await writeFile('docs/events.md', page)
  expect(await readFile('docs/events.md', 'utf8')).toBe(page)
})
