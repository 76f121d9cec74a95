import { definitions } from '../platforms/registry.ts'
import type { DataDeletion } from '../storage/deletions.ts'

/** What the person who asked for a deletion is told. */
export function presentReceipt({
  code,
  platform,
  requested_at,
  done_at,
}: Pick<DataDeletion, 'code' | 'platform' | 'requested_at' | 'done_at'>) {
  const what = platform === undefined ? 'of you' : `from your ${definitions[platform].name} account`
  return {
    confirmation_code: code,
    platform: platform ?? null,
    status: done_at === undefined ? ('pending' as const) : ('done' as const),
    message:
      done_at === undefined
        ? `What we have ${what} is being deleted. Come back in ${platform === undefined ? 'a quarter of an hour' : 'a few minutes'}.`
        : `What we had ${what} is deleted.`,
    requested_at: new Date(requested_at).toISOString(),
    completed_at: done_at === undefined ? null : new Date(done_at).toISOString(),
  }
}

/** The same as a page. Nothing in it comes from outside: the code was found in the table. */
export const receiptPage = (receipt: ReturnType<typeof presentReceipt>): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Data deletion</title>
<style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem }</style>
<h1>Data deletion</h1>
<p>${receipt.message}</p>
<p>Asked for on ${receipt.requested_at}${receipt.completed_at ? `, done on ${receipt.completed_at}` : ''}.<br>
Confirmation code <code>${receipt.confirmation_code}</code></p>
</html>
`
