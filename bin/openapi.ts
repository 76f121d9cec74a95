import { openApiDocument } from '../shared/api/openapi.ts'
import { optionSchemas } from '../shared/publishing/option-schemas.ts'

// npm run -s openapi -- https://api.example.com: the contract as OpenAPI 3.1.

const [server = 'http://127.0.0.1:3000'] = process.argv.slice(2)
if (!URL.canParse(server)) {
  console.error(`${server} is no URL: give the origin that serves the API, such as https://api.example.com`)
  process.exit(1)
}
console.log(JSON.stringify(openApiDocument(server.replace(/\/+$/, ''), optionSchemas()), null, 2))
