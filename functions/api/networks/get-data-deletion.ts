import { getDataDeletion as route } from '../../../shared/api/networks.ts'
import { receiptOf } from '../../../shared/connections/data-deletion.ts'
import { presentReceipt, receiptPage } from '../../../shared/connections/receipt.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'

export const handler = endpoint(route, reading, async ({ params, headers }, { table }) => {
  const receipt = presentReceipt(await receiptOf(table, params.code))
  const isBrowser = headers.accept?.includes('text/html') ?? false
  return isBrowser ? { page: receiptPage(receipt) } : { body: receipt }
})
