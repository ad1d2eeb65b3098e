import { createRedactor } from '@pm-bot/domain'
import { openStore } from '@pm-bot/store'

/** Tells actors what no rule of ours would, as another process on the same database. */
export interface MailByHand {
  /** In one transaction. */
  tell(runId: string, ...messages: object[]): Promise<void>
  /** Whether nothing waits for this run; what is parked does not wait. */
  isServed(runId: string): Promise<boolean>
  close(): Promise<void>
}

/** What a run hears and has no use for. */
export const NO_NEWS = {
  type: 'effect-finished',
  effectId: 'of nobody',
  verb: 'run-agent',
  outcome: { status: 'succeeded', result: null },
}

export async function openMailByHand(databaseUrl: string): Promise<MailByHand> {
  const store = await openStore({
    location: { url: databaseUrl },
    redactor: createRedactor([]),
    supervise: false,
    poolSize: 2,
    // The server is taken from under it; whoever asks hears of it.
    onError: () => {},
  })
  return {
    tell: (key, ...messages) =>
      store.storage.transaction(async (tx) => {
        for (const message of messages) tx.tell({ kind: 'run', key }, message)
      }),
    async isServed(key) {
      const waiting = await store.database.read
        .selectFrom('actor_messages')
        .select('message_id')
        .where('kind', '=', 'run')
        .where('key', '=', key)
        .where('parked_at', 'is', null)
        .executeTakeFirst()
      return waiting === undefined
    },
    close: store.close,
  }
}
