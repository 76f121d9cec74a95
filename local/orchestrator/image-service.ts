import { createServer } from 'node:http'
import { draw } from './draw.ts'
import { closeAll, listen, ownHost, readBody, sendJson } from './http.ts'

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
      const data = Array.from({ length: n }, (_, index) => ({
        b64_json: draw(index === 0 ? prompt : `${prompt} (${index + 1})`, {
          width: Number(width),
          height: Number(height),
          format,
        }).toString('base64'),
      }))
      sendJson(response, 200, { created: Math.floor(Date.now() / 1000), data })
    } catch {
      sendJson(response, 400, { error: { message: 'the body is not JSON' } })
    }
  })
  const url = await listen(server, port)
  return { url: `${url}/v1`, close: () => closeAll(server) }
}
