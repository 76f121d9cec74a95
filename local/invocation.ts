/** What passes between the environment and its child processes. */

/** The part of Lambda's context that can be sent; the child adds the functions. */
export interface InvocationContext {
  functionName: string
  awsRequestId: string
  memoryLimitInMB: string
  /** Real time in ms, whatever the moved clock says. */
  deadline: number
}

export type ToChild =
  | { type: 'start'; offset: number; fetchExceptions: readonly string[]; chance: number | undefined }
  | { type: 'clock'; offset: number }
  | { type: 'invoke'; id: number; module: string; event: unknown; context: InvocationContext }

/** As Lambda reports an unhandled error. */
export interface FunctionError {
  errorType: string
  errorMessage: string
  trace: string[]
}

/** `cpuMs` is what the process has worked since its last answer, loading included. */
export type FromChild = { id: number; cpuMs: number } & ({ result: unknown } | { error: FunctionError })
