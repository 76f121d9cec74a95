import type { FailureRow } from '../failures.ts'
import { graphCodes, graphSubcodes } from '../meta/graph-errors.ts'
import { pageErrors } from '../meta/page-errors.ts'
import { loginErrors } from './login-errors.ts'
import { mediaErrors } from './media-errors.ts'

/** Subcodes stand before codes: a code without its own row for the subcode means the general thing. */
export const errors: readonly FailureRow[] = [
  ...loginErrors,
  ...mediaErrors,
  ...graphSubcodes,
  ...pageErrors,
  ...graphCodes,
]
