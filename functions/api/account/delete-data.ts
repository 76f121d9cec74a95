import { requestErasure } from '../../../shared/account/erasure.ts'
import { deleteData as route } from '../../../shared/api/account.ts'
import { basePath } from '../../../shared/api/route.ts'
import { presentReceipt } from '../../../shared/connections/receipt.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { erasing } from '../../../shared/runtime/services/erasing.ts'

export const handler = endpoint(route, erasing, async ({ caller }, services) => {
  const receipt = presentReceipt(await requestErasure(services, caller.userId))
  const location = `${services.config.env.SERVICE_BASE_URL}${basePath}/data-deletions/${receipt.confirmation_code}`
  return { body: receipt, headers: { location } }
})
