import { listGenerations as route } from '../../../shared/api/generations.ts'
import { listName, makeCursor, readCursor } from '../../../shared/domain/cursor.ts'
import { presentGeneration } from '../../../shared/generations/present-generation.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { nextLink } from '../../../shared/runtime/next-link.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'
import { pageOfGenerations } from '../../../shared/storage/generations.ts'

export const handler = endpoint(route, reading, async ({ query, caller }, { table, config }) => {
  const list = listName(route.id, caller.userId)
  const page = await pageOfGenerations(table, caller.userId, {
    limit: query.limit,
    after: query.cursor === undefined ? undefined : readCursor(query.cursor, list),
  })
  const cursor = page.next === undefined ? undefined : makeCursor(list, page.next)
  return {
    body: page.items.map(presentGeneration),
    ...nextLink(config, { path: route.path, query, cursor }),
  }
})
