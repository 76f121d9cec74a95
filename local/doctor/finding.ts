/** One thing that was looked at. A problem keeps posts from going out; a note is worth knowing. */
export interface Finding {
  level: 'ok' | 'note' | 'problem'
  says: string
}

export const ok = (says: string): Finding => ({ level: 'ok', says })
export const note = (says: string): Finding => ({ level: 'note', says })
export const problem = (says: string): Finding => ({ level: 'problem', says })
