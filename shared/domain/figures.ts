import type { Platform } from './platform.ts'

/** Under this name CloudWatch keeps what the service counts of itself. */
export const figuresNamespace = 'CreativeFlow'

interface FigureSpec {
  unit?: 'Milliseconds'
  /** Kept per network, once for the stage, or both; each that is kept costs $0.30 in a month in which it is counted. */
  by: readonly ('platform' | 'stage')[]
}

/** What is counted. Stage figures are what alarms watch. */
export const figures = {
  accepted: { by: ['platform'] },
  published: { by: ['platform'] },
  rejected: { by: ['platform'] },
  failed: { by: ['platform'] },
  unknown: { by: ['platform'] },
  /** From a scheduled post's time to its request. */
  lateness_ms: { unit: 'Milliseconds', by: ['platform'] },
  /** Sent more than `lateMs` after its time, or missed it altogether. */
  late: { by: ['stage'] },
  /** Nobody can tell what is live: an outcome is unknown, or a post was made that no job names. */
  unsure: { by: ['stage'] },
  refreshed: { by: ['platform'] },
  /** Accounts whose owner must consent again. */
  needs_reauth: { by: ['platform', 'stage'] },
  /** Times that the work of an account or of a network was made to wait. */
  held: { by: ['platform'] },
  /** Spent of quotas. */
  images: { by: ['stage'] },
} as const satisfies Record<string, FigureSpec>

export type Figure = keyof typeof figures

export const lateMs = 60_000

/** Figures as fields of one line in CloudWatch's embedded metric format, which it reads from a function's log. */
export function figuresLine(
  counted: Partial<Record<Figure, number>>,
  { stage, platform, at }: { stage: string; platform: Platform | undefined; at: number },
) {
  const kept = (by: 'platform' | 'stage', dimensions: string[]) => {
    const specs = (Object.keys(counted) as Figure[]).map((name): FigureSpec & { name: string } => ({
      name,
      ...figures[name],
    }))
    const metrics = specs
      .filter((spec) => spec.by.includes(by))
      .map(({ name, unit }) => ({ Name: name, ...(unit ? { Unit: unit } : {}) }))
    return metrics.length === 0
      ? []
      : [{ Namespace: figuresNamespace, Dimensions: [dimensions], Metrics: metrics }]
  }
  return {
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        ...(platform ? kept('platform', ['stage', 'platform']) : []),
        ...kept('stage', ['stage']),
      ],
    },
    stage,
    ...(platform ? { platform } : {}),
    ...counted,
  }
}
