import type { Route, SimRequest, SimResponse } from '../../kit/server.ts'
import { apiCall } from '../calls.ts'
import { choice } from '../parse.ts'
import { invalidRequest } from '../problems.ts'
import type { Pinterest } from '../state.ts'
import { figure } from './metrics.ts'
import { isoDate } from './report-range.ts'

const week = 7 * 24 * 60 * 60_000

// TrendsSupportedRegion and TrendType of specification 5.23.0.
const regions =
  `US CA DE FR ES IT DE+AT+CH GB+IE IT+ES+PT+GR+MT PL+RO+HU+SK+CZ SE+DK+FI+NO NL+BE+LU AR BR CO MX MX+AR+CO+CL
  AU+NZ`.split(/\s+/)
const types = ['growing', 'monthly', 'yearly', 'seasonal']

// L1Interest of the specification.
const interests =
  `animals architecture art beauty childrens_fashion design diy_and_crafts education electronics entertainment
  event_planning finance food_and_drinks gardening health home_decor mens_fashion parenting quotes sport travel vehicles
  wedding womens_fashion`.split(/\s+/)

// Fixed on purpose: tests and people see the same trends every day.
const keywords = [
  'christmas nails',
  'advent calendar ideas',
  'winter outfits',
  'living room ideas',
  'cookie recipes',
  'wreath making',
  'small kitchen',
  'capsule wardrobe',
  'hot chocolate bar',
  'gift wrapping',
]

/** GET /trends/keywords/{region}/top/{trend_type}: ranked, with a year of weekly figures. */
export function trendRoutes(pinterest: Pinterest): Route[] {
  return apiCall(pinterest, {
    method: 'GET',
    path: '/trends/keywords/:region/top/:trend_type',
    scopes: ['user_accounts:read'],
    category: 'trends_read',
    run: (request) => topKeywords(pinterest, request),
  })
}

function topKeywords(pinterest: Pinterest, request: SimRequest): SimResponse {
  const { region = '', trend_type: type = '' } = request.params
  const query = request.url.searchParams
  const limit = Number(query.get('limit') ?? 50)
  const asGroup = choice(request, 'normalize_against_group', ['true', 'false']) === 'true'
  choice(request, 'include_demographics', ['true', 'false'])
  const isKnown = regions.includes(region) && types.includes(type)
  if (!isKnown || !Number.isInteger(limit) || limit < 1 || limit > 50)
    throw invalidRequest('Invalid trending keywords request parameters')
  const unknown = query
    .getAll('interests')
    .flatMap((value) => value.split(','))
    .find((interest) => !interests.includes(interest))
  if (unknown !== undefined) throw invalidRequest('Invalid trending keywords request parameters')
  const wanted = query
    .getAll('include_keywords')
    .flatMap((value) => value.split(','))
    .filter(Boolean)
  const shown = keywords.filter(
    (keyword) => wanted.length === 0 || wanted.some((word) => keyword.includes(word.toLowerCase())),
  )
  const ranked = shown.toSorted(
    (a, b) => figure(`${region} ${type} ${b}`, 9999) - figure(`${region} ${type} ${a}`, 9999),
  )
  const shownSeries = normalized(
    ranked.slice(0, limit).map((keyword) => weekly(pinterest, `${region} ${keyword}`)),
    asGroup,
  )
  const trends = ranked.slice(0, limit).map((keyword, index) => ({
    keyword,
    // 10001 stands for more than 10000 percent.
    pct_growth_wow: figure(`${region} ${keyword} week`, 300) - 50,
    pct_growth_mom: keyword.includes('christmas') ? 10_001 : figure(`${region} ${keyword} month`, 900) - 60,
    pct_growth_yoy: figure(`${region} ${keyword} year`, 200) - 80,
    time_series: shownSeries[index],
  }))
  return { status: 200, body: { trends } }
}

/** Searches of each week; some keywords are searched for far more than others. */
function weekly(pinterest: Pinterest, seed: string): Record<string, number> {
  const end = Math.floor(pinterest.clock.now() / week) * week
  const dates = Array.from({ length: 52 }, (_, index) => isoDate(end - (51 - index) * week))
  const size = 1 + figure(seed, 40)
  return Object.fromEntries(dates.map((date) => [date, size * (20 + figure(`${seed} ${date}`, 80))]))
}

/** The peak of each keyword is 100, or that of all of them together. */
function normalized(all: Record<string, number>[], asGroup: boolean): Record<string, number>[] {
  const peakOf = (series: Record<string, number>) => Math.max(...Object.values(series))
  const peak = Math.max(1, ...all.map(peakOf))
  return all.map((series) => {
    const most = asGroup ? peak : peakOf(series)
    return Object.fromEntries(
      Object.entries(series).map(([date, count]) => [date, Math.round((100 * count) / most)]),
    )
  })
}
