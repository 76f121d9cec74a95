import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  Distribution,
  HttpVersion,
  PriceClass,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { Stage } from '../stage-settings.ts'
import { removalOf } from './removal.ts'

/** A schedule reaches a year ahead, and its media must outlive it. */
const keptDays = 400

/** The bucket of measured media, and the distribution that networks fetch `media/` from. */
export class MediaStore extends Construct {
  readonly bucket: Bucket
  readonly baseUrl: string

  constructor(scope: Construct, stage: Stage) {
    super(scope, 'Media')
    // No versions: every key is written once, and what its owner deletes must be gone.
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: removalOf(stage),
      lifecycleRules: [
        { prefix: 'media/', expiration: Duration.days(keptDays) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    })
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Media of stage ${stage.name}, for the networks to fetch`,
      defaultBehavior: {
        // Reading is granted below, for media/ alone.
        origin: S3BucketOrigin.withBucketDefaults(this.bucket, {
          originAccessControlId: new S3OriginAccessControl(this, 'Access').originAccessControlId,
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(stage.assetDomain
        ? {
            domainNames: [stage.assetDomain.name],
            minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
            certificate: Certificate.fromCertificateArn(
              this,
              'Certificate',
              stage.assetDomain.certificateArn,
            ),
          }
        : {}),
    })
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Its keys are unguessable and open what they name: they belong in no log.',
    })
    Validations.of(distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'Networks fetch from wherever their servers stand.' },
      {
        id: 'AwsSolutions-CFR2',
        reason: 'Static files behind unguessable keys; a firewall costs more than the whole idle stage.',
      },
      {
        id: 'AwsSolutions-CFR3',
        reason: 'Its keys are unguessable and open what they name: they belong in no log.',
      },
      {
        id: 'AwsSolutions-CFR4',
        reason: 'Without a domain of the stage, the address and its TLS are those of CloudFront.',
      },
    )
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'DistributionReadsMedia',
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [this.bucket.arnForObjects('media/*')],
        conditions: {
          StringEquals: {
            'AWS:SourceArn': Stack.of(this).formatArn({
              service: 'cloudfront',
              region: '',
              resource: 'distribution',
              resourceName: distribution.distributionId,
            }),
          },
        },
      }),
    )
    this.baseUrl = `https://${stage.assetDomain?.name ?? distribution.distributionDomainName}`
  }
}
