/** What the orchestrator can be told to do from its control side. */
export interface Behaviour {
  /** Real milliseconds before it goes to work. */
  delay_ms: number
  /** How images come back. */
  give: 'upload' | 'link' | 'inline'
  /** Pixels of the longer side of an image. */
  longer_side: number
  /** Callbacks for one request. */
  answers: number
  /** The webhook answers this instead of taking a request, `refusals` times. */
  refuse_with: number
  refusals: number
  /** Takes requests, and never calls back. */
  lose: boolean
  /** Calls back that it failed, with these words. */
  fail: string
  /** Images of a request that are no images. */
  broken: number
  /** Calls back with a wrong: signature, old time, or the token of another generation. */
  forge: '' | 'signature' | 'time' | 'token'
}

export const wellBehaved: Behaviour = {
  delay_ms: 0,
  give: 'upload',
  longer_side: 1080,
  answers: 1,
  refuse_with: 503,
  refusals: 0,
  lose: false,
  fail: '',
  broken: 0,
  forge: '',
}

const choices: Partial<Record<keyof Behaviour, readonly string[]>> = {
  give: ['upload', 'link', 'inline'],
  forge: ['', 'signature', 'time', 'token'],
}

/** Changes it in place. @throws in words when a name or value isn't there */
export function change(behaviour: Behaviour, input: Record<string, unknown>): Behaviour {
  for (const [name, value] of Object.entries(input)) {
    const known = wellBehaved[name as keyof Behaviour]
    if (known === undefined) throw new Error(`there are: ${Object.keys(wellBehaved).join(', ')}`)
    if (typeof value !== typeof known) throw new Error(`${name} is a ${typeof known}`)
    const allowed = choices[name as keyof Behaviour]
    if (allowed && !allowed.includes(String(value)))
      throw new Error(`${name} is one of ${allowed.join(', ')}`)
  }
  return Object.assign(behaviour, input)
}
