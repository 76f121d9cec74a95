import { CfnOutput, Duration, Validations } from 'aws-cdk-lib'
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import { scopes } from '../../shared/api/route.ts'
import type { PoolNames } from '../issuer.ts'
import { prefixOf, serviceName } from '../names.ts'
import type { Stage } from '../stage-settings.ts'
import { removalOfProtected } from './removal.ts'

/**
 * The stage's own issuer: a pool whose people sign in on its own pages, by an authorization code with PKCE, and whose tokens
 * carry the scopes of the API. People are invited; nobody signs up alone.
 */
export function userPool(scope: Construct, stage: Stage, settings: NonNullable<Stage['cognito']>): PoolNames {
  const pool = new UserPool(scope, 'Users', {
    userPoolName: `${prefixOf(stage)}users`,
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    deletionProtection: stage.deletionProtection,
    removalPolicy: removalOfProtected(stage),
  })
  Validations.of(pool).acknowledge({
    id: 'AwsSolutions-COG8',
    reason:
      'Threat protection is of the Plus plan, which costs by the user; a second factor is asked of everybody.',
  })
  const granted = scopes.map((name) => new ResourceServerScope({ scopeName: name, scopeDescription: name }))
  const server = pool.addResourceServer('Scopes', { identifier: serviceName, scopes: granted })
  const client = pool.addClient('WebApp', {
    userPoolClientName: `${prefixOf(stage)}web-app`,
    // A browser keeps no secret: the code is bound to whoever asked for it by PKCE.
    generateSecret: false,
    // On the pool's own pages alone; nothing but a refresh is asked of its API.
    authFlows: { userSrp: false },
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, ...granted.map((each) => OAuthScope.resourceServer(server, each))],
      callbackUrls: settings.callbackUrls,
      logoutUrls: settings.logoutUrls,
    },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    accessTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(30),
    enableTokenRevocation: true,
    preventUserExistenceErrors: true,
  })
  const domain = pool.addDomain('SignIn', { cognitoDomain: { domainPrefix: settings.domainPrefix } })
  new CfnOutput(scope, 'UserPoolId', { value: pool.userPoolId })
  new CfnOutput(scope, 'UserPoolClientId', { value: client.userPoolClientId })
  new CfnOutput(scope, 'SignInUrl', { value: domain.baseUrl() })
  return { userPoolId: pool.userPoolId, userPoolClientId: client.userPoolClientId }
}
