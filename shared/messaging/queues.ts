import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'

export interface Queues {
  /** @param delaySeconds at most 900, as SQS has it */
  send(queue: string, message: object, delaySeconds?: number): Promise<void>
}

export const maxDelaySeconds = 900

/** @param urlBase everything of a queue's URL before its name within the stage */
export function openQueues(urlBase: string): Queues {
  // Otherwise the client follows the queue URL's host and not the configured endpoint.
  const client = new SQSClient({ useQueueUrlAsEndpoint: false })
  return {
    async send(queue, message, delaySeconds = 0) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: `${urlBase}${queue}`,
          MessageBody: JSON.stringify(message),
          ...(delaySeconds > 0 ? { DelaySeconds: Math.min(maxDelaySeconds, Math.floor(delaySeconds)) } : {}),
        }),
      )
    },
  }
}
