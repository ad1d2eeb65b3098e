import type { Fleet, Service } from '../../../setup/fleet.ts'
import { rowsOf } from '../../../setup/rows.ts'
import type { Letter } from '../inside/mail-slot.ts'
import { some } from './some.ts'

const LEFT: Record<string, string> = {
  'messages waiting': 'actor_messages where parked_at is null',
  'effects not ended': "effects where status in ('open', 'running')",
  'timers left': 'timers',
  'requests without a reply': 'requests where reply is null and answer is null',
  'runs under way': "runs where status not in ('completed', 'rejected', 'failed', 'cancelled')",
  'items waiting': "inbox_items where status = 'pending'",
}

/** What there ought to be none of once everything is healed and done. */
export async function leftoversOf({ environment }: Fleet): Promise<string[]> {
  const select = rowsOf(environment)
  const problems: string[] = []
  for (const [what, table] of Object.entries(LEFT)) {
    const rows = await select(table)
    problems.push(
      ...some(
        what,
        rows.map((row) => JSON.stringify(row).slice(0, 300)),
      ),
    )
  }
  return problems
}

/** Nothing but poison parks, and poison does. */
export async function checkParked({ environment }: Fleet, letters: readonly Letter[]): Promise<string[]> {
  const rows = await rowsOf(environment)('actor_messages where parked_at is not null')
  const parked = rows.map(({ message_id }) => String(message_id))
  const poison = letters.filter(({ message }) => !('n' in message)).map(({ messageId }) => messageId)
  return [
    ...some(
      'messages parked that are no poison',
      parked.filter((id) => !poison.includes(id)),
    ),
    ...some(
      'messages of poison that did not park',
      poison.filter((id) => !parked.includes(id)),
    ),
  ]
}

/** The list of workers is that of the processes. */
export async function checkWorkers({ environment }: Fleet, services: readonly Service[]): Promise<string[]> {
  const rows = await rowsOf(environment)('workers')
  const registered = rows.map(({ pid }) => Number(pid))
  const pids = services.filter(({ role }) => role === 'worker' || role === 'all').map(({ pid }) => pid)
  return [
    ...some(
      'registered workers that are no process',
      registered.filter((pid) => !pids.includes(pid)).map(String),
    ),
    ...some('workers that are not registered', pids.filter((pid) => !registered.includes(pid)).map(String)),
  ]
}
