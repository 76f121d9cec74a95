import { setTimeout as pause } from 'node:timers/promises'
import { askFor } from './ask.ts'

interface Uploading {
  headers: Record<string, string>
  /** A JPEG. */
  file: Buffer
}

/** Uploads a picture as callers do. @returns the id of the asset, once it is ready */
export async function upload(api: string, { headers, file }: Uploading): Promise<string> {
  const url = `${api}/api/v1/assets`
  const created = await askFor(202, url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ mime_type: 'image/jpeg', bytes: file.length }),
  })
  const asset = JSON.parse(created.text) as {
    id: string
    upload: { url: string; headers: Record<string, string> }
  }
  await askFor(200, asset.upload.url, { method: 'PUT', headers: asset.upload.headers, body: file })
  for (;;) {
    const { text } = await askFor(200, `${url}/${asset.id}`, { headers })
    const { status, reason } = JSON.parse(text) as { status: string; reason: string | null }
    if (status === 'ready') return asset.id
    if (status === 'rejected') throw new Error(`the picture was rejected: ${reason}`)
    await pause(100)
  }
}
