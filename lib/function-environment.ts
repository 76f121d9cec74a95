import type { FunctionNames } from './provided.ts'
import type { Stage } from './stage-settings.ts'

/** The variables of every function: all that its configuration asks for, and no secret. */
export function functionEnvironment(stage: Stage, names: FunctionNames): Record<string, string> {
  const variables = {
    STAGE: stage.name,
    TABLE_NAME: names.tableName,
    BUCKET_NAME: names.bucketName,
    BUCKET_URL: names.bucketUrl,
    KMS_KEY_ID: names.tokenKeyArn,
    QUEUE_URL_BASE: names.queueUrlBase,
    QUEUE_ARN_BASE: names.queueArnBase,
    SCHEDULE_GROUP: names.scheduleGroup,
    SCHEDULER_ROLE_ARN: names.schedulerRoleArn,
    EVENT_BUS_NAME: names.eventBusName,
    SECRETS_PREFIX: names.secretsPrefix,
    SERVICE_BASE_URL: names.serviceBaseUrl,
    PUBLIC_ASSET_BASE_URL: names.publicAssetBaseUrl,
    WEB_APP_URL: stage.webAppUrl ?? '',
    AUTH_SERVICE_URL: names.issuer.url,
    JWT_AUDIENCE: names.issuer.audience,
    JWT_USER_ID_CLAIM: stage.jwtUserIdClaim,
    JWT_SCOPE_PREFIX: names.issuer.scopePrefix,
    JWT_DEFAULT_SCOPES: stage.jwtDefaultScopes.join(','),
    CORS_ORIGINS: stage.corsOrigins.join(','),
    RETURN_TO_ALLOWLIST: stage.returnToAllowlist.join(','),
    GENERATION_WEBHOOK_URL: stage.generationWebhookUrl ?? '',
    ...stage.environment,
  }
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
}
