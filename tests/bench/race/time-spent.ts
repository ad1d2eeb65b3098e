import { startEmbeddedPostgres } from '../../setup/embedded-postgres.ts'
import type { Bench, BenchCase, Table } from '../bench-case.ts'
import { SERVER_SETTINGS } from '../shared-postgres.ts'
import { type Load, SENDERS } from './contender.ts'
import { PM_BOT } from './entrants.ts'
import type { Profile } from './profile.ts'
import { onCourse, type Run, untilDrained } from './run.ts'
import { figure } from './standings.ts'
import { forgetStatements, readStatements, type Statement } from './statements.ts'

const LIMIT_MS = 10_000
const SHOWN = 8
const KEYED: Load = { actors: 1000, messagesEach: 20 }
const HOT: Load = { actors: 1, messagesEach: 2000 }
const SEND_MS = 2000

export const timeSpent: BenchCase = {
  name: 'time-spent',
  title: 'Where the time goes',
  async measure(say, bench) {
    const settings = { ...SERVER_SETTINGS, shared_preload_libraries: 'pg_stat_statements' }
    const server = await startEmbeddedPostgres({ settings })
    try {
      const instrumented: Bench = { ...bench, postgres: async () => server }
      const tables: Table[] = []
      const figures: Record<string, unknown> = {}
      for (const [name, load] of Object.entries(LOADS)) {
        say(`Where the time goes: ${name}`)
        const spent = await watch(load, instrumented)
        figures[name] = summaryOf(spent)
        tables.push(summaryTable(name, spent), statementTable(name, spent), functionTable(name, spent))
      }
      return { figures, holds: {}, tables }
    } finally {
      await server.stop()
    }
  },
}

const backlog = (load: Load) => ({
  prepare: (run: Run) => run.sender.fill(load),
  handle: (run: Run) => untilDrained(run, load.actors * load.messagesEach, LIMIT_MS),
})

/** What happens before the instruments are on, and what under them; answers how many messages were handled. */
const LOADS = {
  '1,000 actors × 20 messages': backlog(KEYED),
  '1 actor × 2,000 messages': backlog(HOT),
  '20 senders, one message a transaction, until handled (their statements too)': {
    prepare: async () => {},
    async handle(run: Run) {
      const sent = await run.sender.sendFor(SEND_MS, SENDERS, { actors: 1000, messagesEach: 1 })
      return await untilDrained(run, sent, LIMIT_MS)
    },
  },
}

const IDLE = new Set(['(idle)', '(program)'])

interface Spent {
  messages: number
  profile: Profile
  statements: Statement[]
}

async function watch({ prepare, handle }: (typeof LOADS)[keyof typeof LOADS], bench: Bench): Promise<Spent> {
  return await onCourse(PM_BOT, 1, bench, async (run) => {
    await prepare(run)
    await run.settle()
    await forgetStatements(run.url)
    const worker = run.workers[0]!
    await worker.startProfile()
    await worker.start()
    const messages = await handle(run)
    const profile = await worker.endProfile()
    return { messages, profile, statements: await readStatements(run.url) }
  })
}

const isCommit = ({ text }: Statement) => /^commit/i.test(text)
const sumOf = (statements: readonly Statement[], what: 'calls' | 'totalMs') =>
  statements.reduce((sum, statement) => sum + statement[what], 0)

function summaryOf({ messages, profile, statements }: Spent) {
  const commits = sumOf(statements.filter(isCommit), 'calls')
  return {
    messages,
    messagesPerSecond: Math.round(messages / (profile.wallMs / 1000)),
    transactions: commits,
    messagesPerTransaction: messages / Math.max(1, commits),
    statementsPerMessage: sumOf(statements, 'calls') / messages,
    roundTripsPerMessage: profile.roundTrips / messages,
    wallMs: profile.wallMs,
    workerBusyMs: profile.busyMs,
    workerCpuMs: profile.cpuMs,
    statementsMs: sumOf(statements, 'totalMs'),
  }
}

function summaryTable(name: string, spent: Spent): Table {
  const summary = summaryOf(spent)
  const share = (ms: number) => `${figure(ms)} ms, ${Math.round((100 * ms) / summary.wallMs)} % of the time`
  return {
    title: name,
    head: ['', ''],
    rows: [
      [
        'messages',
        `${summary.messages.toLocaleString('en-US')}, ${summary.messagesPerSecond.toLocaleString('en-US')} a second`,
      ],
      ['messages a transaction', figure(summary.messagesPerTransaction)],
      ['statements a message', figure(summary.statementsPerMessage)],
      ['the worker’s round trips a message', figure(summary.roundTripsPerMessage)],
      ['from start to end', `${figure(summary.wallMs)} ms`],
      ['the worker’s JavaScript ran', share(summary.workerBusyMs)],
      ['the worker waited', share(summary.wallMs - summary.workerBusyMs)],
      ['Postgres executed statements, summed over connections', share(summary.statementsMs)],
    ],
    notes: ['Seen once, under instruments, on a server of its own: the races have the rates.'],
  }
}

function statementTable(name: string, { messages, statements }: Spent): Table {
  return {
    title: `Statements: ${name}`,
    head: ['statement', 'calls', 'calls a message', 'ms a call', 'ms in all'],
    rows: statements
      .slice(0, SHOWN)
      .map(({ text, calls, totalMs }) => [
        `\`${shorten(text)}\``,
        String(calls),
        figure(calls / messages),
        figure(totalMs / calls),
        figure(totalMs),
      ]),
  }
}

function functionTable(name: string, { profile }: Spent): Table {
  const functions = profile.functions.filter(
    ({ name, where }) => !IDLE.has(name) && where !== 'node:inspector',
  )
  const places = Map.groupBy(functions, ({ where }) => where)
  const rows = [...places]
    .map(([where, found]) => ({ where, found, ms: found.reduce((sum, { selfMs }) => sum + selfMs, 0) }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SHOWN)
  return {
    title: `The worker’s own time: ${name}`,
    head: ['where', 'ms', 'most of it in'],
    rows: rows.map(({ where, found, ms }) => [
      where,
      figure(ms),
      found
        .slice(0, 3)
        .map(({ name, selfMs }) => `${name} ${figure(selfMs)}`)
        .join(', '),
    ]),
  }
}

const shorten = (text: string): string =>
  (text.length > 110 ? `${text.slice(0, 107)}…` : text).replaceAll('`', '´')
