import type { MailboxesView } from '@pm-bot/domain'
import type { Reader } from './database.ts'

/** All mailboxes taken together. */
export async function readMailboxes({ read }: Reader): Promise<MailboxesView> {
  const mail = await read
    .selectFrom((eb) =>
      eb
        .selectFrom('actor_messages')
        .select((of) => [of.fn.countAll<number>().as('messages'), of.fn.min('accepted_at').as('oldest')])
        .where('parked_at', 'is', null)
        .groupBy(['kind', 'key'])
        .as('mailbox'),
    )
    .select((eb) => [
      eb.fn.countAll<number>().as('actors'),
      eb.fn.sum<number | null>('messages').as('messages'),
      eb.fn.min('oldest').as('oldest'),
    ])
    .executeTakeFirstOrThrow()
  const parked = await read
    .selectFrom('actor_messages')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('parked_at', 'is not', null)
    .executeTakeFirstOrThrow()
  const suspected = await read
    .selectFrom('actors')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('suspected_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return {
    actorsWithMail: Number(mail.actors),
    waiting: Number(mail.messages ?? 0),
    oldestWaitingAt: mail.oldest,
    parked: Number(parked.count),
    suspected: Number(suspected.count),
  }
}
