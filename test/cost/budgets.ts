/** What one scheduled post may ask of AWS; the plainest of each network, its Idempotency-Key left out. */
export type Budget = Record<string, number>

/** A text: accept, prepare, commit, and its event is written into its owner's list. */
const text: Budget = {
  runs: 3,
  'dynamodb GetItem': 8,
  'dynamodb BatchGetItem': 2,
  'dynamodb PutItem': 4,
  'dynamodb UpdateItem': 4,
  'dynamodb Query': 1,
  readUnits: 10,
  writeUnits: 18,
  'sqs SendMessage': 1,
  'sqs ReceiveMessage': 2,
  'sqs DeleteMessageBatch': 2,
  'scheduler CreateSchedule': 1,
  'scheduler Fire': 1,
  'kms Decrypt': 1,
  'events PutEvents': 1,
}

/** With an asset: it is noted that the job needs it, and looked whether it is kept long enough. */
const asset: Budget = {
  ...text,
  'dynamodb GetItem': 10,
  'dynamodb PutItem': 5,
  readUnits: 12,
  writeUnits: 19,
}

export const budgets: Record<string, Budget> = {
  // Its address is read once it is live: a result, then Published.
  instagram: { ...asset, 'dynamodb UpdateItem': 5, writeUnits: 20 },
  facebook: { ...text, 'dynamodb UpdateItem': 5, writeUnits: 19 },
  linkedin: text,
  x: text,
  pinterest: asset,
  // It tells what became of a post only when asked again, a turn each.
  tiktok: {
    ...asset,
    runs: 5,
    'dynamodb GetItem': 16,
    'dynamodb PutItem': 6,
    'dynamodb UpdateItem': 9,
    readUnits: 17,
    writeUnits: 29,
    'sqs SendMessage': 3,
    'sqs ReceiveMessage': 4,
    'sqs DeleteMessageBatch': 4,
  },
}
