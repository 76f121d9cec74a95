import { getGeneration as route } from '../../../shared/api/generations.ts'
import { AppError } from '../../../shared/domain/errors.ts'
import { presentGeneration } from '../../../shared/generations/present-generation.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'
import { getGeneration } from '../../../shared/storage/generations.ts'

export const handler = endpoint(route, reading, async ({ params, caller }, services) => {
  const generation = await getGeneration(services.table, { user_id: caller.userId, id: params.id })
  if (!generation) throw new AppError('generation_not_found')
  return { body: presentGeneration(generation) }
})
