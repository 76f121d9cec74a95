import { exampleAccount, type StageName, type StageSettings } from './stage-settings.ts'

/**
 * What differs between stages. Names under example.com are placeholders, good for synthesizing for the account of AWS's
 * examples alone: with an account of yours each is refused until it is yours, too.
 */
export const stages: Record<StageName, StageSettings> = {
  dev: {
    region: 'us-east-1',
    account: exampleAccount,
    authServiceUrl: 'https://auth.dev.example.com',
    jwtAudience: 'creativeflow-dev',
    webAppUrl: 'https://app.dev.example.com',
    corsOrigins: ['https://app.dev.example.com'],
    returnToAllowlist: ['https://app.dev.example.com/connections'],
    alarmEmails: ['creativeflow-dev@example.com'],
    environment: { LOG_LEVEL: 'debug' },
  },
  staging: {
    region: 'us-east-1',
    account: exampleAccount,
    authServiceUrl: 'https://auth.staging.example.com',
    jwtAudience: 'creativeflow-staging',
    webAppUrl: 'https://app.staging.example.com',
    corsOrigins: ['https://app.staging.example.com'],
    returnToAllowlist: ['https://app.staging.example.com/connections'],
    alarmEmails: ['creativeflow-staging@example.com'],
  },
  prod: {
    region: 'us-east-1',
    account: exampleAccount,
    authServiceUrl: 'https://auth.example.com',
    jwtAudience: 'creativeflow',
    webAppUrl: 'https://app.example.com',
    corsOrigins: ['https://app.example.com'],
    returnToAllowlist: ['https://app.example.com/connections'],
    alarmEmails: ['creativeflow@example.com'],
    deletionProtection: true,
    logRetentionDays: 90,
    throttle: { requestsPerSecond: 500, burst: 1000 },
  },
}
