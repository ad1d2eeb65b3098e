import { type EmbeddedPostgres, startEmbeddedPostgres } from '../setup/embedded-postgres.ts'

/** As a server that may lose power runs. */
export const SERVER_SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
}

/** One server for all that are compared; started when first asked for. */
export function sharedPostgres(): { start(): Promise<EmbeddedPostgres>; stop(): Promise<void> } {
  let starting: Promise<EmbeddedPostgres> | undefined
  return {
    start: () => (starting ??= startEmbeddedPostgres({ settings: SERVER_SETTINGS })),
    stop: async () => await (await starting)?.stop(),
  }
}
