import type { ActorCondition, ActorSummaryView, ActorView, Page, Redactor } from '@pm-bot/domain'
import type { Address } from '@pm-bot/runtime'
import { sql } from 'kysely'
import { listMessagesOf } from './actor-messages.ts'
import { readActorSummaries } from './actor-summaries.ts'
import type { Reader } from './database.ts'
import { listJobsOf } from './jobs.ts'
import { decodeJson } from './json.ts'
import { invalidCursor, type PageRequest, pageOf } from './page.ts'

/** In the order of their addresses. */
export async function listActors(
  reader: Reader,
  redactor: Redactor,
  { status, ...request }: PageRequest & { status?: ActorCondition | undefined },
): Promise<Page<ActorSummaryView>> {
  const addresses = await addressesOf(reader, status, readAddress(request.cursor), request.limit + 1)
  const { items, nextCursor } = pageOf(addresses, request, (address) => address, cursorOf)
  return { items: await readActorSummaries(reader, redactor, items), nextCursor }
}

export async function lookUpActor(
  reader: Reader,
  redactor: Redactor,
  address: Address,
): Promise<ActorView | undefined> {
  const [summary] = await readActorSummaries(reader, redactor, [address])
  if (!summary) return undefined
  const { state, code_version } = await reader.read
    .selectFrom('actors')
    .select(['state', 'code_version'])
    .where('kind', '=', address.kind)
    .where('key', '=', address.key)
    .executeTakeFirstOrThrow()
  const timers = await reader.read
    .selectFrom('timers')
    .select(['name', 'due_at', 'message'])
    .where('kind', '=', address.kind)
    .where('key', '=', address.key)
    .orderBy('due_at')
    .execute()
  return {
    ...summary,
    codeVersion: code_version,
    state: state === null ? null : redactor.json(decodeJson(state)),
    messages: await listMessagesOf(reader, redactor, address),
    jobs: await listJobsOf(reader, redactor, address),
    timers: timers.map(({ name, due_at, message }) => ({
      name: redactor.text(name),
      dueAt: due_at,
      message: redactor.json(decodeJson(message)),
    })),
  }
}

/** Each condition has an index in the order of addresses, so that a page costs no more than it shows. */
async function addressesOf(
  { read }: Reader,
  status: ActorCondition | undefined,
  { kind, key }: Address,
  limit: number,
): Promise<Address[]> {
  const behind = sql<boolean>`(kind, key) > (${kind}, ${key})`
  if (status === undefined || status === 'suspected') {
    return await read
      .selectFrom('actors')
      .select(['kind', 'key'])
      .where(behind)
      .$if(status === 'suspected', (query) => query.where('suspected_at', 'is not', null))
      .orderBy('kind')
      .orderBy('key')
      .limit(limit)
      .execute()
  }
  return await read
    .selectFrom('actor_messages')
    .select(['kind', 'key'])
    .where(behind)
    .where('parked_at', status === 'parked' ? 'is not' : 'is', null)
    .groupBy(['kind', 'key'])
    .orderBy('kind')
    .orderBy('key')
    .limit(limit)
    .execute()
}

const cursorOf = ({ kind, key }: Address): string =>
  Buffer.from(JSON.stringify([kind, key])).toString('base64url')

function readAddress(cursor: string | undefined): Address {
  if (cursor === undefined) return { kind: '', key: '' }
  try {
    const [kind, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (isStorable(kind) && isStorable(key)) return { kind, key }
  } catch {
    // Not JSON.
  }
  throw invalidCursor()
}

const isStorable = (text: unknown): text is string => typeof text === 'string' && !text.includes('\0')
