import type pg from 'pg'

const ASK_MS = 10_000

/** What a watched connection must be opened with. */
export const WATCHED = { keepAlive: true, query_timeout: 10_000 }

/**
 * Ends a connection that does not answer any more, e.g. behind a cut link: TCP by itself takes hours
 * to notice, and a listener that hears nothing looks like one to whom nobody speaks.
 */
export function watchConnection(client: pg.Client, askMs = ASK_MS): void {
  const timer = setInterval(() => {
    client.query('select 1').catch(() => client.end().catch(() => {}))
  }, askMs)
  timer.unref()
  client.once('end', () => clearInterval(timer))
}
