/** Stands in for the SDK's chain of credential sources in the bundle: Lambda and local/ both give theirs by environment. */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'
