import type { StageName, StageSettings } from './stage-settings.ts'

/** What differs between stages. Names under example.com are placeholders: dev is synthesized with them, the others are refused. */
export const stages: Record<StageName, StageSettings> = {
  dev: {
    region: 'us-east-1',
    authServiceUrl: 'https://auth.dev.example.com',
    jwtAudience: 'creativeflow-dev',
    webAppUrl: 'https://app.dev.example.com',
    corsOrigins: ['https://app.dev.example.com'],
    returnToAllowlist: ['https://app.dev.example.com/connections'],
    alarmEmail: 'creativeflow-dev@example.com',
    environment: { LOG_LEVEL: 'debug' },
  },
  staging: {
    region: 'us-east-1',
    authServiceUrl: 'https://auth.staging.example.com',
    jwtAudience: 'creativeflow-staging',
    webAppUrl: 'https://app.staging.example.com',
    corsOrigins: ['https://app.staging.example.com'],
    returnToAllowlist: ['https://app.staging.example.com/connections'],
    alarmEmail: 'creativeflow-staging@example.com',
  },
  prod: {
    region: 'us-east-1',
    authServiceUrl: 'https://auth.example.com',
    jwtAudience: 'creativeflow',
    webAppUrl: 'https://app.example.com',
    corsOrigins: ['https://app.example.com'],
    returnToAllowlist: ['https://app.example.com/connections'],
    alarmEmail: 'creativeflow@example.com',
    throttle: { requestsPerSecond: 500, burst: 1000 },
  },
}
