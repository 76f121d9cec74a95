/** What creating, changing, removing and saving a Pin needs; boards:write is easy to miss. */
export const writeScopes = ['boards:read', 'boards:write', 'pins:read', 'pins:write']
