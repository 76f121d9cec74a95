import type { SimRequest } from '../../kit/server.ts'
import { type Complaint, invalidRequest } from '../problems.ts'
import type { XContext } from '../state.ts'

/** Fields of an upload body, multipart or JSON; `media` as bytes. Unknown and missing fields are refused. */
export async function uploadBody(
  context: XContext,
  request: SimRequest,
  fields: { required: string[]; optional: string[] },
): Promise<{ media: Buffer; values: Record<string, string> }> {
  const given = await read(context, request)
  const known = [...fields.required, ...fields.optional]
  const errors: Complaint[] = [
    ...Object.keys(given)
      .filter((key) => !known.includes(key))
      .map((key) => ({
        message: `$.${key}: is not defined in the schema and the schema does not allow additional properties`,
      })),
    ...fields.required
      .filter((key) => !(key in given))
      .map((key) => ({ message: `$.${key}: is missing but it is required` })),
  ]
  if (errors.length > 0) throw invalidRequest(context, ...errors)
  const { media, ...values } = given
  return { media: media as Buffer, values: values as Record<string, string> }
}

async function read(context: XContext, request: SimRequest): Promise<Record<string, Buffer | string>> {
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) {
    const entries = [...(await request.multipart())].map(async ([name, value]) => [
      name,
      typeof value === 'string' ? textField(name, value) : Buffer.from(await value.arrayBuffer()),
    ])
    return Object.fromEntries(await Promise.all(entries))
  }
  if (!type.startsWith('application/json')) {
    throw invalidRequest(context, {
      message: 'Requests with bodies must have content-type of application/json.',
    })
  }
  const body = request.json()
  if (typeof body !== 'object' || body === null)
    throw invalidRequest(context, { message: '$: must be an object' })
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, textField(name, String(value))]),
  )
}

/** In JSON, and in a multipart field without a file name, `media` is base64. */
function textField(name: string, value: string): Buffer | string {
  return name === 'media' ? Buffer.from(value, 'base64') : value
}
