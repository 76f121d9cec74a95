import { renewDue } from '../../shared/connections/renew-due.ts'
import { connecting } from '../../shared/runtime/services/connecting.ts'
import { timer } from '../../shared/runtime/worker.ts'

export const handler = timer(connecting, renewDue)
