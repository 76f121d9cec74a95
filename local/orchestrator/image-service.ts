import { createServer } from 'node:http'
import { listen } from '../listen.ts'
import { drawAside } from './draw-aside.ts'
import { ownHost, readBody, sendJson } from './http.ts'

const formats = ['png', 'jpeg']
const says = 'prompt, n from 1 to 10, size as 1024x1024, output_format png or jpeg'

/** An image endpoint in OpenAI's form (platform.openai.com/docs/api-reference/images/create) that draws by itself. */
export async function startImageService(port = 0): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (message, response) => {
    if (!ownHost(message, server)) return sendJson(response, 421, { error: { message: 'foreign host' } })
    if (message.method !== 'POST' || message.url !== '/v1/images/generations')
      return sendJson(response, 404, { error: { message: 'POST /v1/images/generations' } })
    try {
      const {
        prompt,
        n = 1,
        size = '1024x1024',
        output_format: format = 'png',
      } = JSON.parse((await readBody(message)).toString())
      const [, width, height] = /^(\d{2,4})x(\d{2,4})$/.exec(size) ?? []
      if (
        typeof prompt !== 'string' ||
        prompt === '' ||
        !width ||
        !(n >= 1 && n <= 10) ||
        !formats.includes(format)
      )
        return sendJson(response, 400, { error: { message: says } })
      const prompts = Array.from({ length: n }, (_, at) => (at === 0 ? prompt : `${prompt} (${at + 1})`))
      const canvas = { width: Number(width), height: Number(height), format }
      const data = (await drawAside(prompts, canvas)).map((b64_json) => ({ b64_json }))
      sendJson(response, 200, { created: Math.floor(Date.now() / 1000), data })
    } catch (error) {
      const isTheirs = error instanceof SyntaxError
      sendJson(response, isTheirs ? 400 : 500, {
        error: { message: isTheirs ? 'the body is not JSON' : 'the picture could not be drawn' },
      })
    }
  })
  const { origin, close } = await listen(server, port)
  return { url: `${origin}/v1`, close }
}
