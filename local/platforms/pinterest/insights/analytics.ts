import type { Route, SimRequest, SimResponse } from '../../kit/server.ts'
import { apiCall, type Caller } from '../calls.ts'
import { choice } from '../parse.ts'
import { mayRead, readablePin } from '../pins/access.ts'
import { invalidRequest, notPermitted, pinMissing, restricted } from '../problems.ts'
import type { Pin, Pinterest } from '../state.ts'
import { dailyMetric, lifetimeMetrics, summary } from './metrics.ts'
import { dataStatus, metricTypes, reportDays } from './report-range.ts'

const accountMetrics =
  `ENGAGEMENT ENGAGEMENT_RATE IMPRESSION OUTBOUND_CLICK OUTBOUND_CLICK_RATE PIN_CLICK PIN_CLICK_RATE SAVE
  SAVE_RATE`.split(/\s+/)
const pinMetrics =
  `IMPRESSION OUTBOUND_CLICK PIN_CLICK SAVE SAVE_RATE TOTAL_COMMENTS TOTAL_REACTIONS USER_FOLLOW
  PROFILE_VISIT`.split(/\s+/)
const videoMetrics = `VIDEO_MRC_VIEW VIDEO_10S_VIEW QUARTILE_95_PERCENT_VIEW VIDEO_V50_WATCH_TIME VIDEO_START
  VIDEO_AVG_WATCH_TIME`.split(/\s+/)
const lifetimeOnly = ['TOTAL_COMMENTS', 'TOTAL_REACTIONS']
const sortings = ['ENGAGEMENT', 'IMPRESSION', 'OUTBOUND_CLICK', 'PIN_CLICK', 'SAVE'] as const

/** Analytics of the account and of Pins; none in the sandbox, none by the hour. */
export function analyticsRoutes(pinterest: Pinterest): Route[] {
  const report = { method: 'GET', category: 'org_analytics', productionOnly: true } as const
  return [
    ...apiCall(pinterest, {
      ...report,
      path: '/user_account/analytics',
      scopes: ['user_accounts:read'],
      run: (request, caller) => accountReport(pinterest, request, caller),
    }),
    ...apiCall(pinterest, {
      ...report,
      path: '/user_account/analytics/top_pins',
      scopes: ['pins:read', 'user_accounts:read'],
      run: (request, caller) => topPins(pinterest, request, caller),
    }),
    ...apiCall(pinterest, {
      ...report,
      path: '/pins/analytics',
      scopes: ['boards:read', 'pins:read'],
      run: (request, caller) => severalPins(pinterest, request, caller),
    }),
    ...apiCall(pinterest, {
      ...report,
      path: '/pins/:pin_id/analytics',
      scopes: ['boards:read', 'pins:read'],
      run(request, caller) {
        const pin = readablePin(pinterest, request, caller)
        if (pin.accountId !== caller.account.id) throw notPermitted()
        return { status: 200, body: pinReport(pinterest, request, pin) }
      },
    }),
  ]
}

function dailyOf(pinterest: Pinterest, subject: string, metrics: string[], dates: string[]) {
  return dates.map((date) => ({
    date,
    data_status: dataStatus(pinterest, date),
    metrics: Object.fromEntries(metrics.map((metric) => [metric, dailyMetric(subject, metric, date)])),
  }))
}

function accountReport(pinterest: Pinterest, request: SimRequest, { account }: Caller): SimResponse {
  choice(request, 'split_field', ['NO_SPLIT', 'APP_TYPE', 'OWNED_CONTENT', 'SOURCE', 'PIN_FORMAT'])
  const metrics = metricTypes(request, accountMetrics, accountMetrics)
  const daily_metrics = dailyOf(pinterest, account.id, metrics, reportDays(pinterest, request))
  const summary_metrics = summary(
    daily_metrics.map((one) => one.metrics),
    metrics,
  )
  return { status: 200, body: { all: { daily_metrics, summary_metrics } } }
}

/** As seen live: reactions and comments come in lifetime_metrics only, the others in the rest only. */
function pinReport(pinterest: Pinterest, request: SimRequest, pin: Pin) {
  choice(request, 'app_types', ['ALL', 'MOBILE', 'TABLET', 'WEB'])
  choice(request, 'split_field', ['NO_SPLIT', 'APP_TYPE'])
  const known = pin.media.kind === 'video' ? [...pinMetrics, ...videoMetrics] : pinMetrics
  const asked = metricTypes(request, known)
  const metrics = asked.filter((metric) => !lifetimeOnly.includes(metric))
  const born = new Date(pin.createdAt).toISOString().slice(0, 10)
  const dates = reportDays(pinterest, request).filter((date) => date >= born)
  const daily_metrics = dailyOf(pinterest, pin.id, metrics, dates)
  const days = daily_metrics.map((one) => one.metrics)
  const lifetime = Object.entries(lifetimeMetrics(pin.id)).filter(([metric]) => asked.includes(metric))
  return {
    all: {
      daily_metrics,
      summary_metrics: summary(days, metrics),
      lifetime_metrics: Object.fromEntries(lifetime),
    },
  }
}

function topPins(pinterest: Pinterest, request: SimRequest, caller: Caller): SimResponse {
  const sort_by = choice(request, 'sort_by', sortings)
  if (!sort_by) throw invalidRequest('Invalid request: sort_by: is a required property')
  choice(request, 'created_in_last_n_days', ['30'])
  const count = Number(request.url.searchParams.get('num_of_pins') ?? 10)
  if (!Number.isInteger(count) || count < 1 || count > 50)
    throw invalidRequest('Invalid request: num_of_pins: is not between 1 and 50')
  const metrics = metricTypes(request, accountMetrics, accountMetrics)
  const dates = reportDays(pinterest, request)
  const own = pinterest.state.pins.filter(
    (pin) =>
      pin.accountId === caller.account.id && pin.host === caller.host && mayRead(pinterest, pin, caller),
  )
  const measured = [...new Set([...metrics, sort_by])]
  const rows = own.map((pin) => {
    const days = dailyOf(pinterest, pin.id, measured, dates).map((one) => one.metrics)
    return { pin, metrics: summary(days, measured) }
  })
  const top = rows.toSorted((a, b) => b.metrics[sort_by]! - a.metrics[sort_by]!).slice(0, count)
  const pins = top.map(({ pin, metrics: totals }) => ({
    pin_id: pin.id,
    metrics: Object.fromEntries(metrics.map((metric) => [metric, totals[metric]])),
    data_status: Object.fromEntries(metrics.map((metric) => [metric, 'READY'])),
  }))
  const date_availability = { latest_available_timestamp: pinterest.clock.now(), is_realtime: false }
  return { status: 200, body: { date_availability, pins, sort_by } }
}

function severalPins(pinterest: Pinterest, request: SimRequest, caller: Caller): SimResponse {
  if (!pinterest.settings.beta_features) throw restricted('pins_analytics_multi')
  const ids = request.url.searchParams.getAll('pin_ids').flatMap((value) => value.split(','))
  if (ids.length === 0 || ids.length > 100)
    throw invalidRequest(
      `Invalid request: pin_ids: constraint: ${ids.length === 0 ? 'minItems=1' : 'maxItems=100'}`,
    )
  const reports = ids.map((id) => {
    const pin = pinterest.state.pins.find((one) => one.id === id && one.accountId === caller.account.id)
    if (!pin) throw pinMissing()
    return [id, pinReport(pinterest, request, pin)]
  })
  return { status: 200, body: Object.fromEntries(reports) }
}
