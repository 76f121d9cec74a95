import type { SimulatorOptions } from '../../local/platforms/kit/server.ts'
import { startLinkedInSimulator } from '../../local/platforms/linkedin/index.ts'
import type { ContentAsset, JobContent, JobMedia } from '../../shared/domain/publish-job.ts'
import type { Target } from '../../shared/domain/social-connection.ts'
import { openCommitLine } from '../../shared/platforms/commit-line.ts'
import type { Armed, PostContext } from '../../shared/platforms/contract.ts'
import { classify } from '../../shared/platforms/failures.ts'
import { errors } from '../../shared/platforms/linkedin/errors.ts'
import * as linkedin from '../../shared/platforms/linkedin/index.ts'
import { createNetwork } from '../../shared/platforms/request.ts'

export const redirectUri = 'https://app.example/callback'
export const bakery = 'urn:li:organization:5005001'

/** A file in memory, as if measured and in our bucket. */
export interface TestFile extends Omit<JobMedia, 'key' | 'bytes'> {
  data: Buffer
}

export interface Draft {
  text?: string
  post_type?: string
  options?: Record<string, unknown>
  files?: TestFile[]
  /** The member, unless named. */
  target?: string
}

/** A simulated LinkedIn and what the engine would hold: a network client, a connected account, a job's context. */
export async function openWorld(options: SimulatorOptions = {}) {
  const simulator = await startLinkedInSimulator(options)
  const lines: Record<string, unknown>[] = []
  const network = createNetwork({
    platform: linkedin.definition.platform,
    app: { clientId: 'local-linkedin-client', clientSecret: 'local-linkedin-secret' },
    hosts: { web: simulator.url, api: simulator.url },
    dialect: linkedin.dialect,
    errors,
    now: () => simulator.clock.now(),
    retries: { max: 2, delayMs: 1, factor: 1 },
    log: (line) => lines.push(line),
  })

  const control = async (command: string, input?: Record<string, unknown>) => {
    const response = await fetch(`${simulator.url}/_control/${command}`, {
      method: input ? 'POST' : 'GET',
      ...(input ? { body: JSON.stringify(input), headers: { 'content-type': 'application/json' } } : {}),
    })
    if (!response.ok) throw new Error(`${command}: ${await response.text()}`)
    return response.json()
  }

  const consent = async (account: string, mode: Record<string, unknown> = {}) => {
    await control('consent', { auto: true, account, ...mode })
    const url = linkedin.oauth.authorizationUrl(network, { state: 'state 1', redirectUri, codeChallenge: '' })
    const response = await fetch(url, { redirect: 'manual' })
    return new URL(response.headers.get('location') ?? 'about:blank').searchParams
  }

  const connect = async (account = 'alice') => {
    const code = (await consent(account)).get('code') ?? ''
    const grant = await linkedin.oauth.exchange(network, { code, redirectUri, codeVerifier: '' })
    const profile = await linkedin.oauth.profile(network, grant.tokens)
    const named = { id: profile.external_user_id, name: profile.display_name }
    const { targets } = await linkedin.targets!(network, grant.tokens, named)
    return { grant, profile, targets }
  }

  /** The context of a job of this account. */
  const job = async (draft: Draft, account = 'alice'): Promise<PostContext> => {
    const { grant, profile, targets } = await connect(account)
    const target = targets.find(({ id, kind }) => (draft.target ? id === draft.target : kind === 'person'))
    if (!target) throw new Error(`no target ${draft.target}`)
    const files = draft.files ?? []
    return {
      network,
      accessToken: grant.tokens.access_token,
      target,
      account: { id: profile.external_user_id, username: profile.username },
      content: contentOf(draft, { files, target }),
      media: files.map(({ data, ...file }, index) => ({ ...file, key: String(index), bytes: data.length })),
      mediaUrl: () => 'https://media.example/never-pulled-by-linkedin',
      async mediaBytes({ key }, start, end) {
        return new Uint8Array(files[Number(key)]!.data.subarray(start, end))
      },
      handles: {},
      steps: [],
    }
  }

  /** Prepares until ready; waits are spent by moving the clock. */
  const prepare = async (context: PostContext): Promise<PostContext> => {
    let current = context
    for (let looks = 0; looks < 30; looks += 1) {
      const preparation = await linkedin.publisher.prepare(current)
      // Handles are persisted between two looks.
      current = { ...current, handles: JSON.parse(JSON.stringify(preparation.handles)) }
      if (preparation.state === 'ready') return current
      simulator.clock.advance(preparation.seconds * 1000)
    }
    throw new Error('never ready')
  }

  /** Arms and sends one step. */
  const commit = async (context: PostContext, index = 0, timeoutMs = 2_000) => {
    const armed: Armed = {
      index,
      armed_at: simulator.clock.now(),
      commit_deadline: simulator.clock.now() + timeoutMs,
    }
    const request = await linkedin.publisher.commit(context, index)
    const line = await openCommitLine(request.url)
    const ending = await line.send(request, timeoutMs)
    if (ending.kind !== 'answer') return { armed, ending: ending.kind }
    const { answer } = ending
    const isGood = answer.status >= 200 && answer.status < 300
    if (isGood)
      return { armed, ending: ending.kind, made: linkedin.publisher.committed(answer, context, index) }
    const failure = classify(errors, linkedin.dialect, linkedin.dialect.read(answer), {
      onCommit: true,
      now: simulator.clock.now(),
    })
    return { armed, ending: ending.kind, failure }
  }

  return {
    simulator,
    network,
    lines,
    control,
    consent,
    connect,
    job,
    prepare,
    commit,
    publish: async (draft: Draft, account?: string) => {
      const ready = await prepare(await job(draft, account))
      return { ready, ...(await commit(ready)) }
    },
    /** Past the time that lists and the refusal of duplicates may lag. */
    settle: () => simulator.clock.advance(linkedin.definition.settlingMs + 2_000),
    fault: (fault: Record<string, unknown>) => control('faults', fault),
    requests: async (route: string): Promise<unknown[]> =>
      ((await control('requests')) as { route: string }[]).filter((one) => one.route === route),
    close: () => simulator.close(),
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

function contentOf(draft: Draft, { files, target }: { files: TestFile[]; target: Target }): JobContent {
  return {
    v: 1,
    user_id: 'u1',
    job_id: 'j1',
    content_version: 1,
    text: draft.text ?? '',
    assets: files.map(
      ({ kind, mime, alt_text }, index): ContentAsset => ({
        url: `https://files.example/${index}`,
        asset_type: kind === 'gif' ? 'image' : kind,
        mime_type: mime,
        ...(alt_text ? { alt_text } : {}),
      }),
    ),
    post_type: draft.post_type ?? 'post',
    target: target.id,
    options: draft.options ?? {},
    warnings: [],
  }
}
