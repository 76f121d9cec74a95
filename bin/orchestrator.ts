import { startOrchestrator } from '../local/orchestrator/orchestrator.ts'
import { runUntilStopped } from '../local/start.ts'

// npm run orchestrator: the small orchestrator alone. IMAGE_API_URL (and IMAGE_API_KEY, IMAGE_API_MODEL) is an image
// endpoint in OpenAI's form; without it, it draws by itself.

await runUntilStopped(async () => {
  const { IMAGE_API_URL, IMAGE_API_KEY, IMAGE_API_MODEL, PORT } = process.env
  const { GENERATION_WEBHOOK_SECRET, GENERATION_CALLBACK_SECRET } = process.env
  if (!GENERATION_WEBHOOK_SECRET || !GENERATION_CALLBACK_SECRET)
    throw new Error('GENERATION_WEBHOOK_SECRET and GENERATION_CALLBACK_SECRET are those of the service')
  const orchestrator = await startOrchestrator({
    port: Number(PORT || 3100),
    secrets: { webhook: GENERATION_WEBHOOK_SECRET, callback: GENERATION_CALLBACK_SECRET },
    ...(IMAGE_API_URL
      ? { imageApi: { url: IMAGE_API_URL, key: IMAGE_API_KEY, model: IMAGE_API_MODEL } }
      : {}),
  })
  console.log(`ready ${JSON.stringify({ GENERATION_WEBHOOK_URL: orchestrator.webhookUrl })}`)
  return orchestrator
})
