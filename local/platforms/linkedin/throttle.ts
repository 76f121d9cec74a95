import { throttled } from './errors.ts'
import type { LinkedIn } from './state.ts'

/** Counts one call on the counters of its endpoint; both start anew at 00:00 UTC. */
export function countCall(context: LinkedIn, route: string, callers: { member: string; app: string }): void {
  const day = new Date(context.clock.now()).toISOString().slice(0, 10)
  if (context.state.calls.day !== day) context.state.calls = { day, counts: {} }
  const { counts } = context.state.calls
  const { throttled: isOn, app_calls_per_day, member_calls_per_day } = context.settings
  const app = `${route} app ${callers.app}`
  const member = `${route} member ${callers.app} ${callers.member}`
  if (isOn && (counts[app] ?? 0) >= app_calls_per_day) throw throttled('APPLICATION DAY')
  if (isOn && (counts[member] ?? 0) >= member_calls_per_day) throw throttled('APPLICATION_AND_MEMBER DAY')
  counts[app] = (counts[app] ?? 0) + 1
  counts[member] = (counts[member] ?? 0) + 1
}
