import { once } from '../../domain/once.ts'
import type { GenerationSecrets } from '../../generations/services.ts'
import { openGenerationSecrets } from '../generation-secrets.ts'
import { type Storing, storing } from './storing.ts'

export interface Receiving extends Storing {
  secrets(): Promise<GenerationSecrets>
}

/** For the endpoint that the orchestrator calls. */
export const receiving: () => Receiving = once(() => ({
  ...storing(),
  secrets: openGenerationSecrets(storing()),
}))
