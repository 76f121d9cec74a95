import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { endpointsResource, type ServiceEvent } from '../domain/events.ts'

export interface Events {
  /** @param toEndpoints whether the rule on the bus is to lead it to its user's endpoints @throws unless it was accepted */
  publish(event: ServiceEvent, options: { toEndpoints: boolean }): Promise<void>
}

export function openEvents(busName: string): Events {
  const client = new EventBridgeClient({})
  return {
    async publish({ id, type, data }, { toEndpoints }) {
      const answer = await client.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: busName,
              Source: 'creativeflow',
              DetailType: type,
              Detail: JSON.stringify({ event_id: id, ...data }),
              ...(toEndpoints ? { Resources: [endpointsResource] } : {}),
            },
          ],
        }),
      )
      if (answer.FailedEntryCount) throw new Error(`event refused: ${answer.Entries?.[0]?.ErrorCode}`)
    },
  }
}
