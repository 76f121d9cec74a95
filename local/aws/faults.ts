import { AwsError, type ServiceName } from './service.ts'

export type FaultKind = 'throttle' | '500' | 'drop_before' | 'drop_after' | 'kms_unavailable'

export interface Fault {
  service: ServiceName
  /** Every operation of the service when left out. `Deliver` of `scheduler` is its call to the target. */
  operation?: string
  kind: FaultKind
  /** How often, once by default. */
  times?: number
}

export interface Faults {
  /** Returns what takes the fault away again. */
  add(fault: Fault): () => void
  clear(): void
  take(service: ServiceName, operation: string): FaultKind | undefined
}

export function createFaults(): Faults {
  const planned = new Set<Fault & { left: number }>()
  return {
    add(fault) {
      const entry = { ...fault, left: fault.times ?? 1 }
      planned.add(entry)
      return () => void planned.delete(entry)
    },
    clear: () => planned.clear(),
    take(service, operation) {
      for (const fault of planned) {
        if (fault.service !== service || (fault.operation && fault.operation !== operation)) continue
        fault.left -= 1
        if (fault.left <= 0) planned.delete(fault)
        return fault.kind
      }
      return undefined
    },
  }
}

const throttled: Record<ServiceName, [code: string, status: number, queryCode?: string]> = {
  dynamodb: ['ThrottlingException', 400],
  sqs: ['RequestThrottled', 403, 'RequestThrottled'],
  kms: ['ThrottlingException', 400],
  scheduler: ['ThrottlingException', 429],
  events: ['ThrottlingException', 400],
  s3: ['SlowDown', 503],
}

const broken: Record<ServiceName, string> = {
  dynamodb: 'InternalServerError',
  sqs: 'InternalFailure',
  kms: 'KMSInternalException',
  scheduler: 'InternalServerException',
  events: 'InternalException',
  s3: 'InternalError',
}

/** The refusal that a fault stands for; dropped connections have none. */
export function refusalOf(kind: FaultKind, service: ServiceName): AwsError | undefined {
  if (kind === 'throttle') {
    const [code, status, queryCode] = throttled[service]
    return new AwsError(code, 'Rate exceeded', status, queryCode)
  }
  if (kind === '500')
    return new AwsError(broken[service], 'We encountered an internal error. Try again.', 500)
  if (kind === 'kms_unavailable') {
    return new AwsError('KeyUnavailableException', 'The KMS key is not available', 500)
  }
  return undefined
}
