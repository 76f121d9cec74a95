import { Duration } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { type Figure, figuresNamespace } from '../shared/domain/figures.ts'
import type { Platform } from '../shared/domain/platform.ts'
import type { Stage } from './stage-settings.ts'

/** A figure that the functions count: of one network, or of the whole stage; its sum of five minutes by default. */
export const figureMetric = (
  stage: Stage,
  figure: Figure,
  { platform, statistic = Stats.SUM, period = Duration.minutes(5) }: FigureView = {},
): Metric =>
  new Metric({
    namespace: figuresNamespace,
    metricName: figure,
    dimensionsMap: { stage: stage.name, ...(platform ? { platform } : {}) },
    statistic,
    period,
    ...(platform ? { label: platform } : {}),
  })

interface FigureView {
  platform?: Platform
  statistic?: string
  period?: Duration
}
