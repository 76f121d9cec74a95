/** What one scheduled post may ask of AWS; the plainest of each network, its Idempotency-Key left out. */
export type Budget = Record<string, number>

/** A text: accept, prepare, commit. */
const text: Budget = {
  runs: 3,
  'dynamodb GetItem': 8,
  'dynamodb BatchGetItem': 2,
  'dynamodb PutItem': 3,
  'dynamodb UpdateItem': 6,
  readUnits: 9,
  writeUnits: 19,
  'sqs SendMessage': 1,
  'sqs ReceiveMessage': 2,
  'sqs DeleteMessageBatch': 2,
  'scheduler CreateSchedule': 1,
  'scheduler Fire': 1,
  'kms Decrypt': 1,
  'events PutEvents': 1,
}

/** With an asset: it is noted that the job needs it, and that it is needed; and given free at the end. */
const asset: Budget = {
  ...text,
  'dynamodb GetItem': 9,
  'dynamodb PutItem': 4,
  'dynamodb UpdateItem': 7,
  readUnits: 10,
  writeUnits: 25,
}

export const budgets: Record<string, Budget> = {
  // Its address is read once it is live: a result, then Published.
  instagram: { ...asset, 'dynamodb UpdateItem': 8, writeUnits: 24 },
  facebook: { ...text, 'dynamodb UpdateItem': 7, writeUnits: 20 },
  linkedin: text,
  x: text,
  // Its warnings make the job's item larger than a unit.
  pinterest: asset,
  // It tells what became of a post only when asked again, a turn each.
  tiktok: {
    ...asset,
    runs: 5,
    'dynamodb GetItem': 15,
    'dynamodb PutItem': 5,
    'dynamodb UpdateItem': 12,
    readUnits: 15,
    writeUnits: 33,
    'sqs SendMessage': 3,
    'sqs ReceiveMessage': 4,
    'sqs DeleteMessageBatch': 4,
  },
}
