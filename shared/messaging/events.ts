import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { type EventData, type EventType, makeEvent } from '../domain/events.ts'

export interface Events {
  /** Throws unless it was accepted. Told again, the event has the same `event_id`. */
  publish<T extends EventType>(type: T, data: EventData<T>): Promise<void>
}

export function openEvents(busName: string): Events {
  const client = new EventBridgeClient({})
  return {
    async publish(type, data) {
      const event = makeEvent(type, data)
      const answer = await client.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: busName,
              Source: 'creativeflow',
              DetailType: type,
              Detail: JSON.stringify({ event_id: event.id, ...event.data }),
            },
          ],
        }),
      )
      if (answer.FailedEntryCount) throw new Error(`event refused: ${answer.Entries?.[0]?.ErrorCode}`)
    },
  }
}
