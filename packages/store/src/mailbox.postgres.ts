import type { Address, ClaimOptions } from '@pm-bot/runtime'
import { type RawBuilder, sql } from 'kysely'
import type { OutgoingMessage, Tx } from './database.ts'
import { encodeJson, storableText } from './json.ts'
import type { ActorRow, Mailbox, MessageRow } from './mailbox.ts'

const START: Address = { kind: '', key: '' }

// Where this process's last claim ended; the next one starts behind it, so no actor starves.
let behind = START

export const postgresMailbox: Mailbox = {
  async post(tx, messages) {
    const [first] = messages
    if (first) await tx.write(messages.length === 1 ? postOne(first) : postMany(messages))
  },

  /** Looks at one window of actors after the other, once around, until it finds some that it may serve. */
  async claim(tx, options) {
    const window = options.actors * 4
    let wrapped = behind === START
    for (let from = behind; ; ) {
      const found = await claimWindow(tx, from, window, options)
      const last = lastRead(found)
      if (last) {
        behind = { kind: last.kind, key: last.key }
        return found
      }
      const further = await lastOf(tx, from, window)
      if (!further && wrapped) {
        behind = START
        return found
      }
      wrapped ||= !further
      from = further ?? START
    }
  },

  async lock(tx, address, { wait }) {
    const kind = address.kind
    const key = storableText(address.key)
    if (wait) {
      void tx.write(sql`
        insert into actors (kind, key, created_at, updated_at)
        values (${kind}, ${key}, clock_timestamp(), clock_timestamp()) on conflict do nothing
      `)
    }
    // NO KEY, because a plain FOR UPDATE would also stop whoever only refers to the row.
    const [row] = await tx.rows<ActorRow>(sql`
      select kind, key, state, version, code_version, suspected_at, care_until from actors where kind = ${kind} and key = ${key}
      for no key update ${wait ? sql`` : sql`skip locked`}
    `)
    return row
  },

  oldest: (tx, { kind, key }, limit) =>
    tx.rows<MessageRow>(sql`${messagesOf(sql`${kind}`, sql`${storableText(key)}`, limit)}`),

  async saveStates(tx, records) {
    const rows = records.map(({ kind, key, state, version, codeVersion }) => ({
      kind,
      key,
      state,
      version,
      code_version: codeVersion,
    }))
    await tx.write(sql`
      update actors as actor
      set state = coalesce(turn.state, 'null'), version = turn.version, code_version = turn.code_version, updated_at = clock_timestamp()
      from jsonb_to_recordset(${encodeJson(rows)}::jsonb)
        as turn(kind text, key text, state jsonb, version bigint, code_version int)
      where actor.kind = turn.kind and actor.key = turn.key
    `)
  },

  async removeMessages(tx, messageIds) {
    await tx.write(sql`delete from actor_messages where message_id = any(${[...messageIds]}::text[])`)
  },
}

/** Where the next claim goes on. Behind it are actors that were locked for nothing, because the mail of those before was too much. */
function lastRead({ actors, messages }: { actors: ActorRow[]; messages: MessageRow[] }): Address | undefined {
  const read = new Set(messages.map(({ kind, key }) => `${kind}/${key}`))
  return actors.findLast(({ kind, key }) => read.has(`${kind}/${key}`)) ?? actors.at(-1)
}

/** What postMany does, for the usual case: planned and run in a fraction of its time. */
const postOne = ({ to, body, messageId, replyTo }: OutgoingMessage) => {
  const [id, kind, key] = [storableText(messageId), to.kind, storableText(to.key)]
  return sql`
    with fresh as (
      insert into message_ids (message_id, accepted_at) values (${id}, clock_timestamp())
      on conflict do nothing
      returning message_id
    ), numbered as (
      insert into mailboxes as mailbox (kind, key, last_seq) select ${kind}, ${key}, 1 from fresh
      on conflict (kind, key) do update set last_seq = mailbox.last_seq + 1
      returning kind, key, last_seq
    ), born as (
      insert into actors (kind, key, created_at, updated_at)
      select kind, key, clock_timestamp(), clock_timestamp() from numbered
      where not exists (select from actors where actors.kind = numbered.kind and actors.key = numbered.key)
      on conflict do nothing
    )
    insert into actor_messages (message_id, kind, key, seq, body, reply_to, accepted_at)
    select message_id, kind, key, last_seq, ${encodeJson(body)}::jsonb, ${replyTo}::text, clock_timestamp()
    from fresh cross join numbered
  `
}

/**
 * One statement. Ids first, so that only new messages take numbers. The counter rows are
 * locked in address order and until the commit: a number is never seen before a lower one.
 * Actors that exist are left out before the insert, because "on conflict do nothing" would
 * wait for whoever is updating them: senders for turns, and turns for one another in a circle.
 */
const postMany = (messages: readonly OutgoingMessage[]) => {
  const rows = messages.map(({ to, body, messageId, replyTo }, ordinal) => ({
    ordinal,
    message_id: storableText(messageId),
    kind: to.kind,
    key: storableText(to.key),
    body,
    reply_to: replyTo,
  }))
  return sql`
    with incoming as materialized (
      select * from jsonb_to_recordset(${encodeJson(rows)}::jsonb)
        as incoming(ordinal int, message_id text, kind text, key text, body jsonb, reply_to text)
    ), fresh as (
      insert into message_ids (message_id, accepted_at)
      select distinct on (message_id) message_id, clock_timestamp() from incoming order by message_id
      on conflict do nothing
      returning message_id
    ), accepted as materialized (
      select *, row_number() over (partition by kind, key order by ordinal) as place
      from (select distinct on (message_id) incoming.* from incoming join fresh using (message_id)
            order by message_id, ordinal) as once
    ), numbered as (
      insert into mailboxes as mailbox (kind, key, last_seq)
      select kind, key, count(*) from accepted group by kind, key order by kind, key
      on conflict (kind, key) do update set last_seq = mailbox.last_seq + excluded.last_seq
      returning kind, key, last_seq
    ), born as (
      insert into actors (kind, key, created_at, updated_at)
      select kind, key, clock_timestamp(), clock_timestamp() from numbered
      where not exists (select from actors where actors.kind = numbered.kind and actors.key = numbered.key)
      order by kind, key
      on conflict do nothing
    )
    insert into actor_messages (message_id, kind, key, seq, body, reply_to, accepted_at)
    select message_id, kind, key,
           last_seq - count(*) over (partition by kind, key) + place,
           coalesce(body, 'null'), reply_to, clock_timestamp()
    from accepted join numbered using (kind, key)
  `
}

/**
 * Locks the first idle actors of a window and reads their messages. The second statement sees what was committed
 * before the first one's locks were granted; it learns what is locked from a setting of the transaction, so that
 * both go out at once.
 */
async function claimWindow(tx: Tx, from: Address, window: number, options: ClaimOptions) {
  const { served } = options
  const locking = tx.rows<ActorRow>(sql`
    ${actorsWithMail(from, window)}, claimed as materialized (
      select actor.* from mail cross join lateral (
        select kind, key, state, version, code_version, suspected_at, care_until from actors
        where kind = mail.kind and key = mail.key and exists (
          select from unnest(${served.map(({ kind }) => kind)}::text[], ${served.map(({ codeVersion }) => codeVersion)}::int[])
            as served(kind, code_version)
          where served.kind = actors.kind and actors.code_version <= served.code_version)
        for no key update skip locked
      ) as actor
      limit ${options.actors}
    )
    select claimed.*, (
      select set_config('pmbot.claimed', jsonb_agg(jsonb_build_array(kind, key))::text, true) is null from claimed
    ) from claimed
  `)
  const reading = tx.rows<MessageRow>(sql`
    select message.*
    from jsonb_array_elements(nullif(current_setting('pmbot.claimed', true), '')::jsonb) as claimed(address)
    cross join lateral (${messagesOf(sql`address ->> 0`, sql`address ->> 1`, options.messagesEach)}) as message
    limit ${options.messages}
  `)
  // Asked along with them.
  const [actors, messages] = await Promise.all([locking, reading, tx.now()])
  return { actors, messages: messages.sort((a, b) => a.seq - b.seq) }
}

const messagesOf = (kind: RawBuilder<unknown>, key: RawBuilder<unknown>, limit: number) => sql`
  select message_id, kind, key, seq, body, reply_to, attempts, crashes, accepted_at from actor_messages
  where kind = ${kind} and key = ${key} and parked_at is null
  order by seq limit ${limit}`

/** Where a window ends; undefined when nothing lies behind it. */
async function lastOf(tx: Tx, from: Address, window: number): Promise<Address | undefined> {
  const { rows } = await sql<Address>`
    ${actorsWithMail(from, window)} select kind, key from mail where steps = ${window}
  `.execute(tx.db)
  return rows[0]
}

/** Steps from actor to actor through the index of waiting messages, however many each of them has. */
const actorsWithMail = (from: Address, window: number) => sql`
  with recursive mail(kind, key, steps) as (
    (select kind, key, 1 from actor_messages
     where parked_at is null and (kind, key) > (${from.kind}, ${from.key})
     order by kind, key limit 1)
    union all
    select further.kind, further.key, steps + 1 from mail
    cross join lateral (
      select kind, key from actor_messages
      where parked_at is null and (kind, key) > (mail.kind, mail.key)
      order by kind, key limit 1
    ) as further
    where steps < ${window}
  )`
