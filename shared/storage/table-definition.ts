/** The one table: its keys and its indexes by attribute name. All indexes project keys only. */
export const tableDefinition = {
  partitionKey: { name: 'pk', type: 'S' },
  sortKey: { name: 'sk', type: 'S' },
  timeToLive: 'ttl',
  indexes: {
    due: { partitionKey: { name: 'due_shard', type: 'S' }, sortKey: { name: 'due', type: 'N' } },
    list: { partitionKey: { name: 'pk', type: 'S' }, sortKey: { name: 'list_key', type: 'S' } },
    calendar: { partitionKey: { name: 'pk', type: 'S' }, sortKey: { name: 'calendar_key', type: 'S' } },
  },
} as const
