import { createHash, randomBytes } from 'node:crypto'
import type { SimulatorOptions } from '../../local/platforms/kit/server.ts'
import { startXSimulator } from '../../local/platforms/x/index.ts'
import type { ContentAsset, JobContent, JobMedia, Step } from '../../shared/domain/publish-job.ts'
import { openCommitLine } from '../../shared/platforms/commit-line.ts'
import type { Armed, PostContext, Publisher } from '../../shared/platforms/contract.ts'
import { classify } from '../../shared/platforms/failures.ts'
import { createNetwork } from '../../shared/platforms/request.ts'
import { errors } from '../../shared/platforms/x/errors.ts'
import * as x from '../../shared/platforms/x/index.ts'

export const redirectUri = 'https://app.example/callback'

/** A file in memory, as if measured and in our bucket. */
export interface TestFile extends Omit<JobMedia, 'key' | 'bytes'> {
  data: Buffer
}

/** A simulated X and what the engine would hold: a network client, a connected account, a job's context. */
export async function openWorld(options: SimulatorOptions = {}) {
  const simulator = await startXSimulator(options)
  const lines: Record<string, unknown>[] = []
  const network = createNetwork({
    platform: 'x',
    app: { clientId: 'local-x-client', clientSecret: 'local-x-secret' },
    hosts: { web: simulator.url, api: simulator.url },
    dialect: x.dialect,
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

  const consent = async (account: string, scopes?: string[]) => {
    await control('consent', { auto: true, account, ...(scopes ? { scopes } : {}) })
    const codeVerifier = randomBytes(32).toString('base64url')
    const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url')
    const url = x.oauth.authorizationUrl(network, { state: 'state 1', redirectUri, codeChallenge })
    const response = await fetch(url, { redirect: 'manual' })
    const back = new URL(response.headers.get('location') ?? 'about:blank')
    return { state: back.searchParams.get('state'), code: back.searchParams.get('code') ?? '', codeVerifier }
  }

  const connect = async (account = 'alice') => {
    const { code, codeVerifier } = await consent(account)
    const grant = await x.oauth.exchange(network, { code, redirectUri, codeVerifier })
    const profile = await x.oauth.profile(network, grant.tokens)
    return { grant, profile }
  }

  /** The context of a job of this account. */
  const job = async (
    given: { text?: string; post_type?: string; options?: Record<string, unknown>; files?: TestFile[] },
    account = 'alice',
  ): Promise<PostContext> => {
    const { grant, profile } = await connect(account)
    const files = given.files ?? []
    const steps: Step[] = []
    return {
      network,
      accessToken: grant.tokens.access_token,
      target: null,
      account: { id: profile.external_user_id, username: profile.username },
      content: contentOf(given, files),
      media: files.map(({ data, ...file }, index) => ({ ...file, key: String(index), bytes: data.length })),
      mediaUrl: () => 'https://media.example/never-pulled-by-x',
      async mediaBytes({ key }, start, end) {
        return new Uint8Array(files[Number(key)]!.data.subarray(start, end))
      },
      handles: {},
      steps,
    }
  }

  /** Prepares until ready; waits are spent by moving the clock. */
  const prepare = async (context: PostContext): Promise<PostContext> => {
    let current = context
    for (let looks = 0; looks < 20; looks += 1) {
      const preparation = await x.publisher.prepare(current)
      // Handles are persisted between two looks.
      current = { ...current, handles: JSON.parse(JSON.stringify(preparation.handles)) }
      if (preparation.state === 'ready') return current
      simulator.clock.advance(preparation.seconds * 1000)
    }
    throw new Error('never ready')
  }

  const named = (made: ReturnType<Publisher['committed']>) => {
    if (made === 'unnamed') throw new Error('the network named no post')
    return made
  }

  /** Arms and sends one step. */
  const commit = async (context: PostContext, index = 0, timeoutMs = 2_000) => {
    const armed: Armed = {
      index,
      armed_at: simulator.clock.now(),
      commit_deadline: simulator.clock.now() + timeoutMs,
    }
    const request = await x.publisher.commit(context, index)
    const line = await openCommitLine(request.url)
    const ending = await line.send(request, timeoutMs)
    if (ending.kind !== 'answer') return { armed, ending: ending.kind }
    const { answer } = ending
    const made =
      answer.status >= 200 && answer.status < 300
        ? named(x.publisher.committed(answer, context, index))
        : undefined
    const failure = made
      ? undefined
      : classify(errors, x.dialect, x.dialect.read(answer), { onCommit: true, now: simulator.clock.now() })
    return { armed, ending: ending.kind, made, failure }
  }

  /** Past the time that timelines lag. */
  const settle = () => simulator.clock.advance(x.definition.settlingMs)

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
    settle,
    fault: (fault: Record<string, unknown>) => control('faults', fault),
    requests: async (route: string): Promise<unknown[]> =>
      ((await control('requests')) as { route: string }[]).filter((one) => one.route === route),
    close: () => simulator.close(),
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

function contentOf(
  given: { text?: string; post_type?: string; options?: Record<string, unknown> },
  files: TestFile[],
): JobContent {
  return {
    v: 1,
    user_id: 'u1',
    job_id: 'j1',
    content_version: 1,
    text: given.text ?? '',
    assets: files.map(
      ({ kind, mime, alt_text }, index): ContentAsset => ({
        url: `https://files.example/${index}`,
        asset_type: kind === 'video' ? 'video' : 'image',
        mime_type: mime,
        ...(alt_text ? { alt_text } : {}),
      }),
    ),
    post_type: given.post_type ?? 'post',
    target: null,
    options: given.options ?? {},
    warnings: [],
  }
}
