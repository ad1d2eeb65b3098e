import type { Address, DueTimer, TimerRequest } from '@pm-bot/runtime'
import type { Tx } from './database.ts'
import { decodeJson, encodeJson } from './json.ts'

/** Sets, moves or removes timers. The turn's version is the generation: a moved timer fires anew. */
export async function setTimers(
  tx: Tx,
  owner: Address,
  version: number,
  timers: readonly TimerRequest[],
): Promise<void> {
  for (const { name, dueAt, message } of timers) {
    await tx.write(
      tx.db
        .deleteFrom('timers')
        .where('kind', '=', owner.kind)
        .where('key', '=', owner.key)
        .where('name', '=', name),
    )
    if (dueAt === null) continue
    await tx.write(
      tx.db.insertInto('timers').values({
        kind: owner.kind,
        key: owner.key,
        name,
        generation: version,
        // SQLite compares the texts.
        due_at: new Date(dueAt).toISOString(),
        message: encodeJson(message),
      }),
    )
  }
}

export async function takeDueTimers(tx: Tx, limit: number): Promise<DueTimer[]> {
  const due = await tx.db
    .selectFrom('timers')
    .selectAll()
    .where('due_at', '<=', await tx.now())
    .orderBy('due_at')
    .limit(limit)
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute()
  for (const { kind, key, name } of due) {
    await tx.write(
      tx.db.deleteFrom('timers').where('kind', '=', kind).where('key', '=', key).where('name', '=', name),
    )
  }
  return due.map(({ kind, key, name, generation, message }) => ({
    kind,
    key,
    name,
    generation,
    message: decodeJson(message),
  }))
}
