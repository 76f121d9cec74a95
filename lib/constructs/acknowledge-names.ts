import { Stack, Validations } from 'aws-cdk-lib'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IConstruct } from 'constructs'

/** Wildcards at the end of a name below something of our own; cdk-nag wants each by its exact spelling. */
export function acknowledgeNames(role: IConstruct, statements: readonly PolicyStatement[]): void {
  const resources = statements
    .flatMap((statement) => statement.resources)
    .map((arn) => flat(Stack.of(role).resolve(arn)))
  for (const resource of new Set(resources.filter((each) => each.endsWith('/*')))) {
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${resource}]`,
      reason: 'Names are made at run time, all of them below our own schedule group or media prefix.',
    })
  }
}

type Resolved =
  | string
  | { Ref: string }
  | { 'Fn::GetAtt': [string, string] }
  | { 'Fn::Join': [string, Resolved[]] }

function flat(value: Resolved): string {
  if (typeof value === 'string') return value
  if ('Ref' in value) return `<${value.Ref}>`
  if ('Fn::GetAtt' in value) return `<${value['Fn::GetAtt'].join('.')}>`
  return value['Fn::Join'][1].map(flat).join(value['Fn::Join'][0])
}
