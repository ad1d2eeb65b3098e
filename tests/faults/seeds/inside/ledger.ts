import type { TurnEvent } from '@pm-bot/runtime'
import type { StoreOptions } from '@pm-bot/store'
import { sql } from 'kysely'

/** What an actor of the harness says of a turn; each becomes a line of the ledger. */
export type LedgerEvent =
  /** A numbered message of `from` was handled. */
  | { what: 'received'; peer: string; n: number }
  /** A numbered message to `to` was sent. */
  | { what: 'sent'; peer: string; n: number }
  /** An effect is owed; `detail` is its verb. */
  | { what: 'owed'; peer: string; n: 0; detail: string }
  /** The actor was told how an effect ended. */
  | { what: 'ended'; peer: string; n: 0; detail: string }

export interface LedgerLine {
  position: number
  actor: string
  version: number
  what: LedgerEvent['what']
  peer: string
  n: number
  detail: string | null
}

/** Without a single key but its own numbers: it takes down whatever comes, also twice. */
export const CREATE_LEDGER = {
  postgres:
    'create table fault_ledger (position bigserial, actor text, version bigint, what text, peer text, n int, detail text)',
  sqlite:
    'create table fault_ledger (position integer primary key, actor text, version integer, what text, peer text, n integer, detail text)',
}

type Projector = NonNullable<StoreOptions['projectors']>[string]

const write: Projector = async (tx, { key }, events) => {
  const lines = events.map(({ event, version }: TurnEvent) => {
    const { what, peer, n, ...rest } = event as LedgerEvent
    const detail = 'detail' in rest ? rest.detail : null
    return sql`(${key}, ${version}, ${what}, ${peer}, ${n}, ${detail})`
  })
  await sql`insert into fault_ledger (actor, version, what, peer, n, detail) values ${sql.join(lines)}`.execute(
    tx.db,
  )
}

export const ledgerProjectors = { clerk: write, errands: write }
