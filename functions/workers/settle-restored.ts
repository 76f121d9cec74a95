import { settleRestored } from '../../shared/publishing/settle-restored.ts'
import { telling } from '../../shared/runtime/services/telling.ts'
import { timer } from '../../shared/runtime/worker.ts'

export const handler = timer(telling, settleRestored)
