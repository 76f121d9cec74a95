import { settleRestored } from '../../shared/publishing/settle-restored.ts'
import { working } from '../../shared/runtime/services/working.ts'
import { timer } from '../../shared/runtime/worker.ts'

export const handler = timer(working, settleRestored)
