import type { ActorSummaryView, Redactor } from '@pm-bot/domain'
import type { Address } from '@pm-bot/runtime'
import { type ExpressionBuilder, sql } from 'kysely'
import type { Reader } from './database.ts'
import type { Tables } from './tables.ts'

/** What a list shows of these actors, in the order of their addresses; who is not there is left out. */
export async function readActorSummaries(
  { read }: Reader,
  redactor: Redactor,
  addresses: readonly Address[],
): Promise<ActorSummaryView[]> {
  if (addresses.length === 0) return []
  const wanted = sql.join(addresses.map(({ kind, key }) => sql`(${kind}, ${key})`))
  const rows = await read
    .selectFrom('actors as actor')
    .select(['kind', 'key', 'version', 'suspected_at', 'updated_at'])
    .select((eb) => [
      countOf(eb, 'waiting').as('waiting'),
      countOf(eb, 'parked').as('parked'),
      firstOf(eb, 'waiting').select('accepted_at').as('oldest_waiting_at'),
      firstOf(eb, 'parked').select('parked_at').as('oldest_parked_at'),
      // Only the first one in line has been tried.
      firstOf(eb, 'waiting').select('last_error').as('waiting_error'),
      mailOf(eb, 'parked').orderBy('seq', 'desc').limit(1).select('last_error').as('parked_error'),
    ])
    .where(sql<boolean>`(kind, key) in (values ${wanted})`)
    .orderBy('kind')
    .orderBy('key')
    .execute()
  return rows.map((row) => {
    const lastError = row.waiting_error ?? row.parked_error
    return {
      kind: row.kind,
      key: row.key,
      version: row.version,
      waiting: Number(row.waiting),
      parked: Number(row.parked),
      oldestWaitingAt: row.oldest_waiting_at,
      oldestParkedAt: row.oldest_parked_at,
      lastError: lastError && redactor.text(lastError),
      suspectedAt: row.suspected_at,
      updatedAt: row.updated_at,
    }
  })
}

type OfActor = ExpressionBuilder<Tables & { actor: Tables['actors'] }, 'actor'>
type Which = 'waiting' | 'parked'

const mailOf = (eb: OfActor, which: Which) =>
  eb
    .selectFrom('actor_messages as message')
    .whereRef('message.kind', '=', 'actor.kind')
    .whereRef('message.key', '=', 'actor.key')
    .where('parked_at', which === 'parked' ? 'is not' : 'is', null)

const countOf = (eb: OfActor, which: Which) =>
  mailOf(eb, which).select((of) => of.fn.countAll<number>().as('count'))
const firstOf = (eb: OfActor, which: Which) => mailOf(eb, which).orderBy('seq').limit(1)
