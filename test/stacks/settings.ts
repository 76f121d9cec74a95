import type { StageSettings } from '../../lib/stage-settings.ts'

/** A stage with everything that can be set. */
export const fullSettings: StageSettings = {
  region: 'eu-central-1',
  account: '123456789012',
  authServiceUrl: 'https://login.creativeflow.test/',
  jwtAudience: 'creativeflow',
  jwtDefaultScopes: ['publishing:read'],
  webAppUrl: 'https://app.creativeflow.test',
  corsOrigins: ['https://app.creativeflow.test'],
  returnToAllowlist: ['https://app.creativeflow.test/connections'],
  generationWebhookUrl: 'https://n8n.creativeflow.test/webhook/images',
  alarmEmails: ['on-call@creativeflow.test'],
  deletionProtection: true,
  serviceDomain: {
    name: 'api.creativeflow.test',
    certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1',
  },
  assetDomain: {
    name: 'media.creativeflow.test',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/2',
  },
  environment: {
    MAX_API_RETRIES: '5',
    GENERATION_QUOTA: '20',
    JOBS_PER_DAY: '500',
    ENABLE_X_PUBLISHING: 'false',
  },
}
