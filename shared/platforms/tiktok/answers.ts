import * as z from 'zod/mini'
import { classify, PlatformFailure } from '../failures.ts'
import type { Answer, Network } from '../request.ts'

const failing = z.object({
  error: z.union([
    z.string().check(z.minLength(1)),
    z.object({
      code: z.string().check(
        z.minLength(1),
        z.refine((code) => code !== 'ok'),
      ),
    }),
  ]),
})

/** Whether an answer is a refusal, which TikTok also gives with HTTP 200; a success has an `error` too: `ok`. */
export const isRefusal = ({ json }: Pick<Answer, 'json'>): boolean => failing.safeParse(json).success

/** Reads a good answer. @throws PlatformFailure when it refuses, or isn't what TikTok documents */
export function read<T>(network: Network, schema: z.ZodMiniType<T>, answer: Answer): T {
  if (isRefusal(answer))
    throw new PlatformFailure(
      classify(network.errors, network.dialect, network.dialect.read(answer), {
        onCommit: false,
        now: network.now(),
      }),
    )
  const parsed = schema.safeParse(answer.json)
  if (parsed.success) return parsed.data
  throw new PlatformFailure(
    {
      class: 'retry',
      userMessage: 'TikTok gave an answer that could not be read.',
      details: { status_code: answer.status, message: z.prettifyError(parsed.error).slice(0, 300) },
      row: 'unreadable-answer',
    },
    parsed.error,
  )
}

export const jsonType = 'application/json; charset=UTF-8'

/** One call of the content API. */
export async function post<T>(
  { network, accessToken }: { network: Network; accessToken: string },
  request: {
    path: string
    json: unknown
    query?: Record<string, string>
    repeat?: boolean
  },
  schema: z.ZodMiniType<T>,
): Promise<T> {
  const { path, json, query = {}, repeat = true } = request
  const answer = await network.call({
    method: 'POST',
    url: `${network.hosts.api}${path}`,
    route: `POST ${path}`,
    token: accessToken,
    headers: { 'content-type': jsonType },
    query,
    json,
    repeat,
  })
  return read(network, z.object({ data: schema }), answer).data
}
