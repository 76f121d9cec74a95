import { Agent, request } from 'node:http'

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

interface Asking {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

const agent = new Agent({ keepAlive: true })

/** One HTTP request over a kept connection, at as little cost of its own as Node has. */
export const ask = (url: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })

/** @throws when the answer is not this status */
export async function askFor(status: number, url: string, asking: Asking = {}): Promise<Answer> {
  const answer = await ask(url, asking)
  if (answer.status === status) return answer
  throw new Error(`${asking.method ?? 'GET'} ${url}: ${answer.status} ${answer.text.slice(0, 300)}`)
}
