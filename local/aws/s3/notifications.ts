import type { AwsClock } from '../clock.ts'
import { region } from '../service.ts'
import type { StoredObject } from './store.ts'

interface NotificationOptions {
  clock: AwsClock
  send(queue: string, body: string): void
}

/**
 * S3 event notifications to queues, in S3's own form (AmazonS3/latest/userguide/notification-content-structure.html);
 * without the test event that S3 sends when they are set.
 */
export function openNotifications({ clock, send }: NotificationOptions) {
  const targets: { bucket: string; prefix: string; queue: string }[] = []
  let losing = 0
  let sequence = 0

  return {
    notify(bucket: string, { prefix, queue }: { prefix: string; queue: string }) {
      targets.push({ bucket, prefix, queue })
    },
    lose(count: number) {
      losing = count
    },
    made(object: StoredObject, how: 'Put' | 'Copy') {
      for (const { bucket, prefix, queue } of targets) {
        if (object.bucket !== bucket || !object.key.startsWith(prefix)) continue
        if (losing > 0) losing -= 1
        else send(queue, JSON.stringify({ Records: [record(object, how)] }))
      }
    },
  }

  function record({ bucket, key, size, etag }: StoredObject, how: string) {
    sequence += 1
    return {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: region,
      eventTime: new Date(clock.now()).toISOString(),
      eventName: `ObjectCreated:${how}`,
      s3: {
        s3SchemaVersion: '1.0',
        bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
        object: {
          key: encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+'),
          size,
          eTag: etag.replaceAll('"', ''),
          sequencer: sequence.toString(16).padStart(18, '0'),
        },
      },
    }
  }
}
