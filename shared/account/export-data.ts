import { presentAsset } from '../assets/present-asset.ts'
import { presentConnection } from '../connections/present-connection.ts'
import { listName, makeCursor, readCursor } from '../domain/cursor.ts'
import { presentGeneration } from '../generations/present-generation.ts'
import { presentEndpoint } from '../notifications/endpoints.ts'
import { listEvents } from '../notifications/list-events.ts'
import { presentJobDetail } from '../publishing/present-job.ts'
import { pageOfAssets } from '../storage/assets.ts'
import type { BucketLinks } from '../storage/bucket-links.ts'
import { listConnections } from '../storage/connections.ts'
import { pageOfGenerations } from '../storage/generations.ts'
import { pageOfJobs } from '../storage/job-lists.ts'
import { getContent } from '../storage/jobs.ts'
import type { Table } from '../storage/table.ts'
import { listEndpoints } from '../storage/webhook-endpoints.ts'

interface ExportServices {
  table: Table
  links: BucketLinks
  now(): number
}

interface Page {
  after: string | undefined
  limit: number
}

const limit = 50
const downloadSeconds = 15 * 60

/** What is handed out, in this order. */
const readers = {
  connections: async ({ table, now }: ExportServices, userId: string) => ({
    page: {
      kind: 'connections' as const,
      items: (await listConnections(table, userId)).map((one) => presentConnection(one, now())),
    },
    next: undefined,
  }),
  jobs: async ({ table }: ExportServices, userId: string, page: Page) => {
    const { jobs, next } = await pageOfJobs(table, userId, { filter: {}, ...page })
    const items = await Promise.all(
      jobs.map(async (job) => presentJobDetail(job, await getContent(table, job, job.content_version))),
    )
    return { page: { kind: 'jobs' as const, items }, next }
  },
  assets: async ({ table, links, now }: ExportServices, userId: string, page: Page) => {
    const assets = await pageOfAssets(table, userId, page)
    const items = await Promise.all(
      assets.items.map(async (asset) => ({
        ...presentAsset(asset),
        download_url:
          asset.status === 'ready'
            ? await links.download(asset.key, asset.filename ?? asset.id, {
                seconds: downloadSeconds,
                now: now(),
              })
            : null,
      })),
    )
    return { page: { kind: 'assets' as const, items }, next: assets.next }
  },
  generations: async ({ table }: ExportServices, userId: string, page: Page) => {
    const { items, next } = await pageOfGenerations(table, userId, page)
    return { page: { kind: 'generations' as const, items: items.map(presentGeneration) }, next }
  },
  events: async (services: ExportServices, userId: string, page: Page) => {
    const { events, next } = await listEvents(services, userId, page)
    const items = events.map(({ id, type, data }) => ({ id, type, occurred_at: data.occurred_at, data }))
    return { page: { kind: 'events' as const, items }, next }
  },
  webhook_endpoints: async ({ table }: ExportServices, userId: string) => ({
    page: {
      kind: 'webhook_endpoints' as const,
      items: (await listEndpoints(table, userId)).map(presentEndpoint),
    },
    next: undefined,
  }),
}

export type DataKind = keyof typeof readers
const kinds = Object.keys(readers) as DataKind[]

/**
 * A page of what the service has of a user: every kind in turn, and how to go on.
 * @throws AppError `invalid_cursor`
 */
export async function exportData(
  services: ExportServices,
  userId: string,
  { kind = kinds[0]!, cursor }: { kind?: DataKind | undefined; cursor?: string | undefined },
) {
  const list = listName('export', userId, kind)
  const after = cursor === undefined ? undefined : readCursor(cursor, list)
  const { page, next } = await readers[kind](services, userId, { after, limit })
  if (next !== undefined) return { page, next: { kind, cursor: makeCursor(list, next) } }
  const then = kinds[kinds.indexOf(kind) + 1]
  return { page, next: then && { kind: then } }
}
