import { sql } from 'kysely'
import { encodeJson, storableText } from './json.ts'
import type { ActorRow, Mailbox, MessageRow } from './mailbox.ts'

/** One transaction writes at a time, so being in one is the lock on every actor. */
export const sqliteMailbox: Mailbox = {
  async post(tx, messages) {
    const now = await tx.now()
    for (const { to, body, messageId, replyTo } of messages) {
      const message_id = storableText(messageId)
      const key = storableText(to.key)
      const { rows: fresh } = await sql`
        insert into message_ids (message_id, accepted_at) values (${message_id}, ${now})
        on conflict do nothing returning message_id
      `.execute(tx.db)
      if (fresh.length === 0) continue
      const { rows } = await sql<{ last_seq: number }>`
        insert into mailboxes (kind, key, last_seq) values (${to.kind}, ${key}, 1)
        on conflict (kind, key) do update set last_seq = last_seq + 1 returning last_seq
      `.execute(tx.db)
      await sql`
        insert into actors (kind, key, created_at, updated_at) values (${to.kind}, ${key}, ${now}, ${now})
        on conflict do nothing
      `.execute(tx.db)
      await sql`
        insert into actor_messages (message_id, kind, key, seq, body, reply_to, accepted_at)
        values (${message_id}, ${to.kind}, ${key}, ${rows[0]!.last_seq}, ${encodeJson(body)}, ${replyTo}, ${now})
      `.execute(tx.db)
    }
  },

  async claim(tx, { actors: limit, messagesEach, messages: budget, served }) {
    const kinds = sql.join(served.map(({ kind, codeVersion }) => sql`(${kind}, ${codeVersion})`))
    const { rows: actors } = await sql<ActorRow>`
      with served(kind, code_version) as (values ${kinds})
      select actor.kind, actor.key, actor.state, actor.version, actor.code_version, actor.suspected_at, actor.care_until
      from (select kind, key, min(accepted_at) as since from actor_messages where parked_at is null
            group by kind, key) as mail
      join actors as actor on actor.kind = mail.kind and actor.key = mail.key
      join served on served.kind = actor.kind and actor.code_version <= served.code_version
      order by mail.since limit ${limit}
    `.execute(tx.db)
    const messages: MessageRow[] = []
    for (const actor of actors) {
      const left = budget - messages.length
      if (left > 0) messages.push(...(await this.oldest(tx, actor, Math.min(messagesEach, left))))
    }
    return { actors, messages }
  },

  async lock(tx, address, { wait }) {
    const kind = address.kind
    const key = storableText(address.key)
    if (wait) {
      const now = await tx.now()
      await sql`
        insert into actors (kind, key, created_at, updated_at) values (${kind}, ${key}, ${now}, ${now})
        on conflict do nothing
      `.execute(tx.db)
    }
    return await tx.db
      .selectFrom('actors')
      .select(['kind', 'key', 'state', 'version', 'code_version', 'suspected_at', 'care_until'])
      .where('kind', '=', kind)
      .where('key', '=', key)
      .executeTakeFirst()
  },

  oldest: (tx, { kind, key }, limit) =>
    tx.db
      .selectFrom('actor_messages')
      .select(['message_id', 'kind', 'key', 'seq', 'body', 'reply_to', 'attempts', 'crashes', 'accepted_at'])
      .where('kind', '=', kind)
      .where('key', '=', key)
      .where('parked_at', 'is', null)
      .orderBy('seq')
      .limit(limit)
      .execute(),

  async saveStates(tx, records) {
    const now = await tx.now()
    for (const { kind, key, state, version, codeVersion } of records) {
      await tx.write(
        tx.db
          .updateTable('actors')
          .set({ state: encodeJson(state), version, code_version: codeVersion, updated_at: now })
          .where('kind', '=', kind)
          .where('key', '=', key),
      )
    }
  },

  async removeMessages(tx, messageIds) {
    for (const messageId of messageIds) {
      await tx.write(tx.db.deleteFrom('actor_messages').where('message_id', '=', messageId))
    }
  },
}
