import { openApiDocument } from '../../../shared/api/openapi.ts'
import { openapi as route } from '../../../shared/api/system.ts'
import { optionSchemas } from '../../../shared/publishing/option-schemas.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { core } from '../../../shared/runtime/services/core.ts'

export const handler = endpoint(route, core, async (_request, { config }) => ({
  body: openApiDocument(config.env.SERVICE_BASE_URL, optionSchemas()),
}))
