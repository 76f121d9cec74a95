import type { Pin } from '../state.ts'

/** Figures made from an id, so that tests and people see the same ones every time. */
export function figure(seed: string, most: number): number {
  const sum = [...seed].reduce((total, letter) => (total * 31 + letter.codePointAt(0)!) % 99_991, 7)
  return sum % (most + 1)
}

/** Pin.pin_metrics: ninety days and the whole life. */
export function inlineMetrics(pin: Pin) {
  const impression = 50 + figure(`${pin.id} impression`, 900)
  const pin_click = figure(`${pin.id} click`, 40)
  const clickthrough = pin.link ? figure(`${pin.id} out`, 15) : 0
  return {
    '90d': { pin_click, impression, clickthrough },
    lifetime_metrics: {
      pin_click,
      impression,
      clickthrough,
      reaction: figure(`${pin.id} reaction`, 12),
      comment: figure(`${pin.id} comment`, 4),
    },
  }
}
