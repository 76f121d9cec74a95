import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'

export const eventTypes = [
  'publish_job.published',
  'publish_job.rejected',
  'publish_job.failed',
  'publish_job.unknown',
  'publish_job.cancelled',
  'connection.needs_reauth',
  'connection.expiring',
  'generation.completed',
  'generation.failed',
] as const

export type EventType = (typeof eventTypes)[number]

export interface Events {
  /** Payloads carry ids and states; never captions, tokens or signed URLs. Throws unless it was accepted. */
  publish(type: EventType, detail: Record<string, string | number | null>): Promise<void>
}

export function openEvents(busName: string): Events {
  const client = new EventBridgeClient({})
  return {
    async publish(type, detail) {
      const answer = await client.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: busName,
              Source: 'creativeflow',
              DetailType: type,
              Detail: JSON.stringify(detail),
            },
          ],
        }),
      )
      if (answer.FailedEntryCount) throw new Error(`event refused: ${answer.Entries?.[0]?.ErrorCode}`)
    },
  }
}
