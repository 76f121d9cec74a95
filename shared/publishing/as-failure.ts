import type { Failure } from '../domain/failure.ts'
import { PlatformFailure } from '../platforms/failures.ts'

/**
 * What a thrown error means for a job: the network's failure, or, when a service of ours did not serve us (KMS,
 * the bucket), a `retry`: that costs nobody an account or a post. Anything else is a bug and is thrown on.
 */
export function asFailure(error: unknown): Failure {
  if (error instanceof PlatformFailure) return error.failure
  if (error instanceof Error && '$metadata' in error)
    return {
      class: 'retry',
      userMessage: 'A service we depend on did not answer.',
      details: { message: error.name },
      row: 'own-service',
    }
  throw error
}
