import * as z from 'zod/mini'
import { PlatformResponse } from './platforms.ts'
import { route } from './route.ts'
import { StatusResponse } from './schemas.ts'

const tag = 'system'

export const health = route({
  id: 'health',
  tag,
  summary: 'Whether this API answers',
  method: 'GET',
  path: '/health',
  scope: null,
  grant: {},
  success: { status: 200, schema: StatusResponse, description: 'It does' },
  errors: [],
})

export const openapi = route({
  id: 'openapi',
  tag,
  summary: 'This contract as OpenAPI 3.1',
  method: 'GET',
  path: '/openapi.json',
  scope: null,
  grant: {},
  success: {
    status: 200,
    schema: z.looseObject({}).check(z.meta({ examples: [{ openapi: '3.1.0' }] })),
    description: 'OpenAPI 3.1',
  },
  errors: [],
})

export const platforms = route({
  id: 'platforms',
  tag,
  summary: 'What each network takes',
  method: 'GET',
  path: '/platforms',
  scope: 'connections:read',
  grant: { table: 'read', below: 'HOLD', secrets: 'all' },
  success: { status: 200, schema: z.array(PlatformResponse), description: 'Every network of this service' },
  errors: [],
})

export const system = [health, openapi, platforms]
