import { registerHooks } from 'node:module'
import { openApiDocument } from '../shared/api/openapi.ts'
import { optionSchemas } from '../shared/publishing/option-schemas.ts'

// npm run client: client/api.d.ts, the contract's types, made anew of the OpenAPI document.

// openapi-typescript writes with the compiler's API, which TypeScript 7 has no longer.
registerHooks({
  resolve: (name, context, next) => next(name === 'typescript' ? '@typescript/typescript6' : name, context),
})
const { default: typesOf, astToString } = await import('openapi-typescript')
const document = openApiDocument('https://api.example.com', optionSchemas())
process.stdout.write(astToString(await typesOf(JSON.stringify(document))))
