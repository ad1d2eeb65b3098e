import { readFileSync } from 'node:fs'
import type { Contender } from './contender.ts'
import { type Ground, onDatabase } from './grounds.ts'
import { onRedis, onRestate } from './other-servers.ts'

export interface Entrant {
  name: string
  /** A `limit` gives less than the others promise; a `stranger` runs on another database. */
  kind: 'ours' | 'peer' | 'limit' | 'stranger'
  /** The file that exports it among its `contenders`, and its name there. */
  module: string
  variant: string
  ground: Ground
  /** The package of tests/bench/peers that it needs. */
  needs?: string
}

const own = (file: string) => new URL(file, import.meta.url).href
const peer = (file: string) => new URL(`../peers/${file}`, import.meta.url).href

export const PM_BOT: Entrant = {
  name: 'pm-bot',
  kind: 'ours',
  module: own('pm-bot.ts'),
  variant: 'runtime',
  ground: onDatabase,
}
export const RAW: Entrant = {
  name: 'raw SKIP LOCKED, no order',
  kind: 'limit',
  module: own('raw.ts'),
  variant: 'polled',
  ground: onDatabase,
}
const RAW_NOTIFY: Entrant = {
  name: 'raw INSERT + NOTIFY + claim',
  kind: 'limit',
  module: own('raw.ts'),
  variant: 'notified',
  ground: onDatabase,
}

const bossAs = (policy: 'standard' | 'key_strict_fifo'): Entrant => ({
  name: `pg-boss, ${policy}`,
  kind: 'peer',
  module: peer('pg-boss.ts'),
  variant: policy,
  ground: onDatabase,
  needs: 'pg-boss',
})

const graphileAs = (name: string, variant: string): Entrant => ({
  name: `graphile-worker, ${name}`,
  kind: 'peer',
  module: peer('graphile-worker.ts'),
  variant,
  ground: onDatabase,
  needs: 'graphile-worker',
})

const STRICT_FIFO = bossAs('key_strict_fifo')
const STANDARD = bossAs('standard')
const NAMED_QUEUES = graphileAs('named queues', 'keyed')
const NAMED_QUEUES_UNBATCHED = graphileAs('named queues, no batching', 'keyed-unbatched')
const NO_QUEUES = graphileAs('no order', 'unkeyed')

const dbosAs = (name: string, variant: string): Entrant => ({
  name: `DBOS Transact, ${name}`,
  kind: 'peer',
  module: peer('dbos.ts'),
  variant,
  ground: onDatabase,
  needs: '@dbos-inc/dbos-sdk',
})

const DBOS_KEYED = dbosAs('a partition an actor', 'keyed')
const DBOS_UNKEYED = dbosAs('no order', 'unkeyed')

const RESTATE: Entrant = {
  name: 'Restate, virtual objects',
  kind: 'peer',
  module: peer('restate.ts'),
  variant: 'virtual-objects',
  ground: onRestate,
  needs: '@restatedev/restate-server',
}
const BULLMQ: Entrant = {
  name: 'BullMQ on Redis, no order',
  kind: 'stranger',
  module: peer('bullmq.ts'),
  variant: 'queue',
  ground: onRedis,
  needs: 'bullmq',
}

/** Those that keep the order of each actor's messages, and the limit. */
export const KEYED: Entrant[] = [PM_BOT, NAMED_QUEUES, STRICT_FIFO, DBOS_KEYED, RAW]
export const KEYED_BY_TWO: Entrant[] = [PM_BOT, NAMED_QUEUES, STRICT_FIFO, RAW]
export const HOT: Entrant[] = [PM_BOT, NAMED_QUEUES_UNBATCHED, STRICT_FIFO, DBOS_KEYED, RAW]
export const END_TO_END: Entrant[] = [
  PM_BOT,
  NO_QUEUES,
  STANDARD,
  STRICT_FIFO,
  DBOS_UNKEYED,
  RESTATE,
  RAW,
  BULLMQ,
]
export const WAKE: Entrant[] = [PM_BOT, NO_QUEUES, STANDARD, DBOS_UNKEYED, RESTATE, RAW_NOTIFY, BULLMQ]

const PM_BOT_EFFECTS: Entrant = {
  name: 'pm-bot, from a turn to its effect',
  kind: 'ours',
  module: own('pm-bot.ts'),
  variant: 'effects',
  ground: onDatabase,
}
/** From a commit to a job, as pg-boss wakes by itself. */
export const EFFECT_WAKE: Entrant[] = [PM_BOT_EFFECTS, STANDARD]

/** For docs/benchmarks.md. */
export async function describeEntrants(): Promise<{ name: string; version: string; settings: string }[]> {
  const all = new Set([...KEYED, ...KEYED_BY_TWO, ...HOT, ...END_TO_END, ...WAKE, ...EFFECT_WAKE])
  return await Promise.all(
    [...all].map(async ({ name, module, variant, needs }) => {
      const missing = { name, version: '', settings: 'did not take part' }
      if (needs && !versionOf(needs)) return missing
      const { contenders }: { contenders: Record<string, Contender> } = await import(module)
      return { name, version: needs ? versionOf(needs)! : '', settings: contenders[variant]!.settings }
    }),
  )
}

function versionOf(name: string): string | undefined {
  try {
    const file = new URL(`../peers/node_modules/${name}/package.json`, import.meta.url)
    return JSON.parse(readFileSync(file, 'utf8')).version
  } catch {
    return undefined
  }
}
