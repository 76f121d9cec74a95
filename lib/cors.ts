import { Duration } from 'aws-cdk-lib'
import { CorsHttpMethod, type CorsPreflightOptions } from 'aws-cdk-lib/aws-apigatewayv2'
import { corsRules } from '../shared/api/cors.ts'
import type { Stage } from './stage-settings.ts'

/** What browsers of the stage's origins may send and read; undefined where there are none. */
export const corsOf = ({ corsOrigins }: Stage): CorsPreflightOptions | undefined =>
  corsOrigins.length === 0
    ? undefined
    : {
        allowOrigins: corsOrigins,
        // The cookie of a connect flow; browsers forbid credentials for every origin.
        allowCredentials: !corsOrigins.includes('*'),
        allowMethods: corsRules.methods.map((method) => CorsHttpMethod[method]),
        allowHeaders: [...corsRules.allowHeaders],
        exposeHeaders: [...corsRules.exposeHeaders],
        maxAge: Duration.seconds(corsRules.maxAgeSeconds),
      }
