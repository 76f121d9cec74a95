import type { Pin } from '../state.ts'

/** Figures made from a seed, so that tests and people see the same ones every time. */
export function figure(seed: string, most: number): number {
  const sum = [...seed].reduce((total, letter) => (total * 31 + letter.codePointAt(0)!) % 99_991, 7)
  return sum % (most + 1)
}

const most: Record<string, number> = {
  IMPRESSION: 400,
  PIN_CLICK: 30,
  OUTBOUND_CLICK: 9,
  SAVE: 14,
  ENGAGEMENT: 60,
}

/** One metric of one day; a rate is a part of one. */
export function dailyMetric(subject: string, metric: string, date: string): number {
  const seed = `${subject} ${metric} ${date}`
  return metric.endsWith('_RATE') ? figure(seed, 100) / 1000 : figure(seed, most[metric] ?? 5)
}

/** Totals of several days; rates are averaged. */
export function summary(days: Record<string, number>[], metrics: string[]): Record<string, number> {
  return Object.fromEntries(
    metrics.map((metric) => {
      const sum = days.reduce((total, day) => total + (day[metric] ?? 0), 0)
      return [metric, metric.endsWith('_RATE') && days.length > 0 ? sum / days.length : sum]
    }),
  )
}

/** Pin.pin_metrics: ninety days and the whole life. */
export function inlineMetrics(pin: Pin) {
  if (pin.likes !== undefined) {
    const shown = { pin_click: 0, impression: pin.likes * 20, clickthrough: 0 }
    return { '90d': shown, lifetime_metrics: { ...shown, reaction: pin.likes, comment: 0 } }
  }
  const impression = 50 + figure(`${pin.id} impression`, 900)
  const pin_click = figure(`${pin.id} click`, 40)
  const clickthrough = pin.link ? figure(`${pin.id} out`, 15) : 0
  const { TOTAL_REACTIONS: reaction, TOTAL_COMMENTS: comment } = lifetimeMetrics(pin.id)
  return {
    '90d': { pin_click, impression, clickthrough },
    lifetime_metrics: { pin_click, impression, clickthrough, reaction, comment },
  }
}

/** Reactions and comments are only counted over the whole life. */
export const lifetimeMetrics = (id: string) => ({
  TOTAL_COMMENTS: figure(`${id} comment`, 4),
  TOTAL_REACTIONS: figure(`${id} reaction`, 12),
})
