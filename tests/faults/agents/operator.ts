import type { InboxItemView } from '@pm-bot/domain'
import type { Client } from '../../setup/client.ts'

/** What somebody decides about an item: the action, and what goes with it. */
export type Decide = (item: InboxItemView) => { action: string } & Record<string, unknown>

export const itemsOf = async (client: Client, runId: string, status = ''): Promise<InboxItemView[]> => {
  const narrowed = status === '' ? '' : `&status=${status}`
  const answer = await client.request('GET', `/api/inbox?limit=200&runId=${runId}${narrowed}`)
  if (answer.status !== 200) throw new Error(`the inbox is answered with ${answer.status}`)
  return answer.body.items
}

/** Decides everything that a run waits for at this moment; says what was not answered with 200. */
export async function decideAll(client: Client, runId: string, decide: Decide): Promise<string[]> {
  const items = await itemsOf(client, runId, 'pending')
  const answers = await Promise.all(
    items.map(async (item) => {
      const { action, ...more } = decide(item)
      const { status, body } = await client.decide(item, action, more)
      return status === 200 ? [] : [`${action} of ${item.kind}: ${status} ${JSON.stringify(body)}`]
    }),
  )
  return answers.flat()
}
