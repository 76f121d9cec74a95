import { sweep } from '../../shared/publishing/sweep.ts'
import { working } from '../../shared/runtime/services/working.ts'
import { timer } from '../../shared/runtime/worker.ts'

export const handler = timer(working, sweep)
