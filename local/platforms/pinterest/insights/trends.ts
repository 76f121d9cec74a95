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
  choice(request, 'normalize_against_group', ['true', 'false'])
  choice(request, 'include_demographics', ['true', 'false'])
  const isKnown = regions.includes(region) && types.includes(type)
  if (!isKnown || !Number.isInteger(limit) || limit < 1 || limit > 50)
    throw invalidRequest('Invalid trending keywords request parameters')
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
  const trends = ranked.slice(0, limit).map((keyword) => ({
    keyword,
    // 10001 stands for more than 10000 percent.
    pct_growth_wow: figure(`${region} ${keyword} week`, 300) - 50,
    pct_growth_mom: keyword.includes('christmas') ? 10_001 : figure(`${region} ${keyword} month`, 900) - 60,
    pct_growth_yoy: figure(`${region} ${keyword} year`, 200) - 80,
    time_series: weekly(pinterest, `${region} ${keyword}`),
  }))
  return { status: 200, body: { trends } }
}

function weekly(pinterest: Pinterest, seed: string): Record<string, number> {
  const end = Math.floor(pinterest.clock.now() / week) * week
  const dates = Array.from({ length: 52 }, (_, index) => isoDate(end - (51 - index) * week))
  return Object.fromEntries(dates.map((date) => [date, figure(`${seed} ${date}`, 100)]))
}
