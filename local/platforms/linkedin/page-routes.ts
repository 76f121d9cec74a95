import { avatarSvg } from '../kit/accounts.ts'
import type { Route } from '../kit/server.ts'
import { organizations } from './seeds.ts'
import type { LinkedIn } from './state.ts'

/** What browsers open beside the kit's own pages: logos of pages, and permalinks whose URN is percent-encoded. */
export function pageRoutes(context: LinkedIn): Route[] {
  return [
    {
      method: 'GET',
      path: '/_avatar/:file([\\w-]+\\.svg)',
      name: 'GET logo',
      run({ params }) {
        const page = organizations.find(({ vanityName }) => `${vanityName}.svg` === params.file)
        if (!page) return { status: 404 }
        const { id, name, color, vanityName: username } = page
        const body = avatarSvg({ id: String(id), username, name, color })
        return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body }
      },
    },
    {
      method: 'GET',
      path: '/feed/update/:urn(urn%3A.+)',
      name: 'GET /feed/update/:urn',
      run: ({ params }) => ({
        status: 302,
        headers: { location: `${context.url}/feed/update/${params.urn}` },
      }),
    },
  ]
}
