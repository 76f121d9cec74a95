import { createHash } from 'node:crypto'
import { ask } from '../fixtures/ask.ts'
import type { PublishingWorld, Told } from './publishing-world.ts'

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** What people do with assets, over HTTP. */
export function assetCalls(world: PublishingWorld) {
  const create = (user: string, body: object, headers: Record<string, string> = {}): Promise<Told> =>
    world.call(user, '/assets', { method: 'POST', body, headers })
  const get = (user: string, id: string): Promise<Told> => world.call(user, `/assets/${id}`)
  const remove = (user: string, id: string): Promise<Told> =>
    world.call(user, `/assets/${id}`, { method: 'DELETE' })
  /** Sends a file as it was announced. */
  const send = (upload: { url: string; headers: Record<string, string> }, bytes: Buffer) =>
    ask(upload.url, { method: 'PUT', headers: upload.headers, body: bytes })

  /** Announces a file and sends it. @returns its id */
  const upload = async (user: string, bytes: Buffer, mime_type = 'image/jpeg'): Promise<string> => {
    const created = await create(user, { mime_type, bytes: bytes.length, sha256: sha256(bytes) })
    if (created.status !== 202) throw new Error(created.text)
    const sent = await send(created.body.upload, bytes)
    if (sent.status !== 200) throw new Error(sent.text)
    return created.body.id
  }

  /** The same, until it was measured. @returns the asset */
  const uploaded = async (user: string, bytes: Buffer, mime_type?: string) => {
    const id = await upload(user, bytes, mime_type)
    await world.settle()
    return (await get(user, id)).body
  }

  /** Imports a file and waits for it. @returns the asset */
  const imported = async (user: string, url: string) => {
    const created = await create(user, { url })
    if (created.status !== 202) throw new Error(created.text)
    await world.settle()
    return (await get(user, created.body.id)).body
  }

  return { create, get, remove, send, upload, uploaded, imported }
}
