import type { Address, TurnEvent } from '@pm-bot/runtime'
import type { Tx } from './database.ts'

/** Writes what a turn's events say as rows, in the turn's own transaction. */
export type Projector = (tx: Tx, actor: Address, events: readonly TurnEvent[]) => Promise<void>

export type Projectors = Readonly<Record<string, Projector>>
