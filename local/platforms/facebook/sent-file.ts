import type { SimRequest } from '../kit/server.ts'

/** A file of a multipart form. */
export async function sentFile(request: SimRequest, name: string): Promise<Buffer | undefined> {
  if (!(request.headers['content-type'] ?? '').startsWith('multipart/form-data')) return undefined
  const value = (await request.multipart()).get(name)
  return value instanceof File ? Buffer.from(await value.arrayBuffer()) : undefined
}
