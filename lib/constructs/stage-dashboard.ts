import { Duration } from 'aws-cdk-lib'
import { Dashboard, GraphWidget, type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { queues } from '../../shared/api/workers.ts'
import type { Figure } from '../../shared/domain/figures.ts'
import { platforms } from '../../shared/domain/platform.ts'
import { backgroundQueue, deadLetterQueue, preflightQueue } from '../../shared/domain/queues.ts'
import { figureMetric } from '../figure-metric.ts'
import { prefixOf } from '../names.ts'
import { queueMetric } from '../queue-metric.ts'
import type { Stage } from '../stage-settings.ts'
import { isFirstOfItsWorker } from '../worker-alarms.ts'
import type { FunctionContext } from './service-function.ts'

const period = Duration.minutes(5)
const columns = 24

/** The stage on one page, of at most the 50 metrics that a free dashboard may show. */
export function stageDashboard(scope: Construct, { stage }: FunctionContext, apiId: string): void {
  const dashboard = new Dashboard(scope, 'Dashboard', {
    dashboardName: `${prefixOf(stage)}publishing`,
    defaultInterval: Duration.hours(24),
  })
  const row = (...graphs: [title: string, metrics: IMetric[]][]) =>
    dashboard.addWidgets(
      ...graphs.map(
        ([title, left]) => new GraphWidget({ title, left, width: columns / graphs.length, height: 6 }),
      ),
    )
  row(
    ['Accepted', byNetwork(stage, 'accepted')],
    ['Published', byNetwork(stage, 'published')],
    ['Failed', byNetwork(stage, 'failed')],
    ['Outcome unknown', byNetwork(stage, 'unknown')],
  )
  row(
    ['Lateness, p50', byNetwork(stage, 'lateness_ms', Stats.p(50))],
    ['Lateness, p99', byNetwork(stage, 'lateness_ms', Stats.p(99))],
  )
  const watched = queues.filter(isFirstOfItsWorker)
  row(
    [
      'Oldest message, seconds',
      watched.map(({ name }) =>
        queueMetric(stage, name, 'ApproximateAgeOfOldestMessage').with({ label: name }),
      ),
    ],
    [
      'Messages that wait',
      [preflightQueue, backgroundQueue, deadLetterQueue].map((name) =>
        queueMetric(stage, name, 'ApproximateNumberOfMessagesVisible').with({ label: name }),
      ),
    ],
    ['Dead letters', [queueMetric(stage, deadLetterQueue, 'NumberOfMessagesReceived', Stats.SUM)]],
  )
  const api = (metricName: string, statistic: string) =>
    new Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ApiId: apiId },
      statistic,
      period,
      label: `${metricName} ${statistic}`,
    })
  row(
    ['API refusals and errors', [api('4xx', Stats.SUM), api('5xx', Stats.SUM)]],
    ['API latency, ms', [api('Latency', Stats.p(50)), api('Latency', Stats.p(99))]],
  )
  row(
    ['Functions of this account: errors, throttles', [lambda('Errors'), lambda('Throttles')]],
    ['Functions of this account: duration, ms', [lambda('Duration', Stats.p(99))]],
    ['Functions of this account: at once', [lambda('ConcurrentExecutions', Stats.MAXIMUM)]],
  )
}

const byNetwork = (stage: Stage, figure: Figure, statistic?: string): IMetric[] =>
  platforms.map((platform) => figureMetric(stage, figure, { platform, ...(statistic ? { statistic } : {}) }))

const lambda = (metricName: string, statistic: string = Stats.SUM) =>
  new Metric({ namespace: 'AWS/Lambda', metricName, statistic, period })
