import { type Call, milliseconds } from './call.ts'
import { scriptedError } from './errors.ts'
import type { Effect, Facebook } from './state.ts'

/**
 * Runs what makes something live, at its time, and answers; a fault may put the effect off, or say it failed though it
 * didn't. Called when nothing can refuse any more.
 */
export function commit<T>(facebook: Facebook, call: Call, act: (effect: Effect) => T): T {
  const { request, traceId } = call
  const delayed = request.fault('delayed_effect')
  const lag = request.fault('listing_lag')
  const liveAt = facebook.clock.now() + (delayed ? milliseconds(delayed.ms, 5000) : 0)
  const lagMs = lag ? milliseconds(lag.ms, 60_000) : facebook.settings.listing_lag_ms
  const body = act({ liveAt, listedAt: liveAt + lagMs, receivedAt: request.receivedAt, requestId: traceId })
  facebook.changed()
  const fault = delayed ?? request.fault('effect_then_error')
  if (fault) throw scriptedError(fault, 2)
  return body
}
