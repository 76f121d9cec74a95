/** The single table and its indexes, for the stacks and the local environment. Every index projects keys only. */
export const tableDefinition = {
  key: { hash: 'pk', range: 'sk' },
  indexes: [
    { name: 'due', hash: 'due_shard', range: 'due', rangeType: 'N' },
    { name: 'list', hash: 'pk', range: 'list_key', rangeType: 'S' },
    { name: 'calendar', hash: 'pk', range: 'calendar_key', rangeType: 'S' },
  ],
  ttl: 'ttl',
} as const
