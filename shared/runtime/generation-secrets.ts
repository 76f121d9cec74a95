import { AppError } from '../domain/errors.ts'
import type { GenerationSecrets } from '../generations/services.ts'
import { readGenerationSecrets } from '../security/app-secrets.ts'
import type { Core } from './services/core.ts'

/** What signs to the orchestrator and back: from the environment here, and on AWS from one secret. */
export const openGenerationSecrets =
  ({ config, now }: Core): (() => Promise<GenerationSecrets>) =>
  async () => {
    const { SECRETS_PREFIX, GENERATION_WEBHOOK_SECRET, GENERATION_CALLBACK_SECRET } = config.env
    const [webhook, callback] = [GENERATION_WEBHOOK_SECRET, GENERATION_CALLBACK_SECRET]
    const given = webhook && callback ? { webhook, callback } : undefined
    const secrets = SECRETS_PREFIX ? await readGenerationSecrets(`${SECRETS_PREFIX}generation`, now) : given
    if (!secrets) throw new AppError('generations_not_configured')
    return secrets
  }
