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

/** With a file: a preflight in between. */
const file: Budget = {
  ...text,
  runs: 4,
  's3 PutObject': 1,
  'dynamodb GetItem': 15,
  'dynamodb PutItem': 4,
  readUnits: 14,
  writeUnits: 20,
  'sqs SendMessage': 2,
  'sqs ReceiveMessage': 3,
  'sqs DeleteMessageBatch': 3,
}

export const budgets: Record<string, Budget> = {
  // Its address is read once it is live: a result, then Published.
  instagram: { ...file, 'dynamodb UpdateItem': 7, writeUnits: 21 },
  facebook: { ...text, 'dynamodb UpdateItem': 7, writeUnits: 20 },
  linkedin: text,
  x: text,
  pinterest: file,
  // It tells what became of a post only when asked again, a turn each.
  tiktok: {
    ...file,
    runs: 6,
    'dynamodb GetItem': 23,
    'dynamodb PutItem': 5,
    'dynamodb UpdateItem': 11,
    readUnits: 20,
    writeUnits: 30,
    'sqs SendMessage': 4,
    'sqs ReceiveMessage': 5,
    'sqs DeleteMessageBatch': 5,
  },
}
