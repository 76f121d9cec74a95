import { sweep } from '../../shared/publishing/sweep.ts'
import { disconnecting } from '../../shared/runtime/services/disconnecting.ts'
import { timer } from '../../shared/runtime/worker.ts'

export const handler = timer(disconnecting, sweep)
