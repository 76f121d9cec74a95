import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  CachePolicy,
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
import type { Key } from 'aws-cdk-lib/aws-kms'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type CorsRule,
  HttpMethods,
} from 'aws-cdk-lib/aws-s3'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { assetsPrefix, generatedPrefix, uploadsPrefix } from '../../shared/domain/asset.ts'
import { prefixOf } from '../names.ts'
import type { Stage } from '../stage-settings.ts'
import { removalOf } from './removal.ts'

/** A schedule reaches a year ahead, and its media must outlive it. */
const keptDays = 400

/** The bucket of uploads, assets and copied media, and the distribution that networks fetch the last two from. */
export class MediaStore extends Construct {
  readonly bucket: Bucket
  readonly baseUrl: string
  /** What a domain of the stage's own is to lead to. */
  readonly domainTarget: string

  /** @param arrivals the queue that is told of each upload @param key what the bucket's keys are wrapped under */
  constructor(scope: Construct, stage: Stage, { arrivals, key }: { arrivals: IQueue; key: Key }) {
    super(scope, 'Media')
    // Named here: the bucket needs the key, whose policy needs the distribution, which needs to know the bucket.
    const { account, region } = Stack.of(this)
    const bucketName = `${prefixOf(stage)}media-${account}-${region}`
    // No versions: every key is written once, and what its owner deletes must be gone.
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      bucketName,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      removalPolicy: removalOf(stage),
      ...(stage.corsOrigins.length ? { cors: [uploadRules(stage)] } : {}),
      lifecycleRules: [
        { prefix: 'media/', expiration: Duration.days(keptDays) },
        // Their URLs are long over. Assets go when the service says so: how long they are needed, it alone knows.
        { prefix: uploadsPrefix, expiration: Duration.days(1) },
        { prefix: generatedPrefix, expiration: Duration.days(1) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    })
    tellOfUploads(this.bucket, arrivals)
    const named = Bucket.fromBucketAttributes(this, 'Named', { bucketName, region })
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Media of stage ${stage.name}, for the networks to fetch`,
      defaultBehavior: {
        // Reading is granted below, for media/ and assets/ alone.
        origin: S3BucketOrigin.withBucketDefaults(named, {
          originAccessControlId: new S3OriginAccessControl(this, 'Access').originAccessControlId,
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        // A copy at the edge would outlive its file by a day; networks fetch each once or twice.
        cachePolicy: CachePolicy.CACHING_DISABLED,
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
    const fetching = {
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
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
    }
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'DistributionReadsMedia',
        actions: ['s3:GetObject'],
        resources: ['media/*', `${assetsPrefix}*`].map((below) => this.bucket.arnForObjects(below)),
        ...fetching,
      }),
    )
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'DistributionReadsMedia',
        actions: ['kms:Decrypt'],
        resources: ['*'],
        ...fetching,
      }),
    )
    this.domainTarget = distribution.distributionDomainName
    this.baseUrl = `https://${stage.assetDomain?.name ?? this.domainTarget}`
  }
}

/** Browsers put files and read them by the URLs they were given. */
const uploadRules = ({ corsOrigins }: Stage): CorsRule => ({
  allowedOrigins: corsOrigins,
  allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
  allowedHeaders: ['content-type', 'if-none-match', 'x-amz-checksum-sha256'],
  exposedHeaders: ['etag'],
  maxAge: 3600,
})

/** By CloudFormation itself: the CDK's own way brings a function with rights over every bucket. */
function tellOfUploads(bucket: Bucket, arrivals: IQueue): void {
  const rule = { name: 'prefix', value: uploadsPrefix }
  const raw = bucket.node.defaultChild as CfnBucket
  raw.notificationConfiguration = {
    queueConfigurations: [
      { event: 's3:ObjectCreated:*', queue: arrivals.queueArn, filter: { s3Key: { rules: [rule] } } },
    ],
  }
  const { account } = Stack.of(bucket)
  const permission = new PolicyStatement({
    sid: 'BucketTellsOfUploads',
    principals: [new ServicePrincipal('s3.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [arrivals.queueArn],
    // The bucket has its name only once this permission is there.
    conditions: { StringEquals: { 'aws:SourceAccount': account } },
  })
  const { policyDependable } = arrivals.addToResourcePolicy(permission)
  if (policyDependable) bucket.node.addDependency(policyDependable)
}
