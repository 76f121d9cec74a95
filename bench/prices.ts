/** What AWS asks, us-east-1, first tier, no free tier, in dollars. */
interface Price {
  dollars: number
  per: 'million' | 'GB-second' | 'GB' | 'GB-month'
  source: string
  /** When it was read, and whether there or where somebody quotes it. */
  checked: string
}

const read = { checked: '2026-11-21' }
const quoted = { checked: '2026-11-21, as others quote it' }
/** Not looked up again: AWS's list as of the first estimate. */
const first = { source: 'the first estimate', checked: '2026-11-20' }

export const prices = {
  httpApi: {
    dollars: 1,
    per: 'million',
    ...read,
    source:
      'https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html',
  },
  lambdaRequest: {
    dollars: 0.2,
    per: 'million',
    ...quoted,
    source: 'https://aws.amazon.com/lambda/pricing/ (arm64)',
  },
  lambdaTime: {
    dollars: 0.000_013_333_4,
    per: 'GB-second',
    ...quoted,
    source: 'https://aws.amazon.com/lambda/pricing/ (arm64)',
  },
  sqsRequest: { dollars: 0.4, per: 'million', ...quoted, source: 'https://aws.amazon.com/sqs/pricing/' },
  dynamodbWrite: {
    dollars: 0.625,
    per: 'million',
    ...quoted,
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  dynamodbRead: {
    dollars: 0.125,
    per: 'million',
    ...quoted,
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  schedulerFire: {
    dollars: 1,
    per: 'million',
    ...read,
    source: 'https://cloudburn.io/blog/amazon-eventbridge-pricing (Scheduler)',
  },
  event: { dollars: 1, per: 'million', ...quoted, source: 'https://aws.amazon.com/eventbridge/pricing/' },
  kmsRequest: { dollars: 3, per: 'million', ...first },
  logs: { dollars: 0.5, per: 'GB', ...first },
  s3Put: { dollars: 5, per: 'million', ...first },
  s3Get: { dollars: 0.4, per: 'million', ...first },
  /** Through CloudFront to the network. */
  transferOut: { dollars: 0.085, per: 'GB', ...first },
} as const satisfies Record<string, Price>

/** A processor of its own comes with so much memory; below it, a share (docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html). */
export const memoryOfOneCpuMb = 1769

/** What networks themselves ask for a post, in dollars a million; those that ask nothing are left out. */
export const networkFees = {
  x: [
    { what: 'X’s own fee, a post', dollars: 15_000 },
    { what: 'X’s own fee, a post with a link', dollars: 200_000 },
  ],
} as const

/** Of one file, as callers send it. */
export const fileBytes = 300_000
