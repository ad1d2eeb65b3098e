import type { PostgresFacts } from '@pm-bot/store'
import { type Finding, verdictsOf } from './finding.ts'

const { ok, warning, problem } = verdictsOf('database')

const LEAST_VERSION = 14
/** One api, one worker and one scheduler with their pools full. */
const CONNECTIONS = 50

/** One rule a setting: what we rely on, and what its absence would cost. */
export function judgePostgres(facts: PostgresFacts): Finding[] {
  const findings = RULES.flatMap((rule) => rule(facts) ?? [])
  return findings.length > 0 ? findings : [ok(`Postgres ${facts.version} is set up well.`)]
}

type Rule = (facts: PostgresFacts) => Finding | undefined

const RULES: Rule[] = [
  ({ version }) =>
    Number.parseInt(version, 10) < LEAST_VERSION
      ? problem(`Postgres is ${version}.`, `Upgrade to ${LEAST_VERSION} or newer; pm-bot is tested with 18.`)
      : undefined,
  ({ isStandby }) =>
    isStandby
      ? problem('This Postgres is a standby, which cannot be written.', 'Let DATABASE_URL name the primary.')
      : undefined,
  ({ settings }) =>
    settings.server_encoding === 'UTF8'
      ? undefined
      : problem(
          `The database is encoded as ${settings.server_encoding}.`,
          'Create it anew with encoding UTF8.',
        ),
  ({ settings }) =>
    ['fsync', 'full_page_writes'].some((name) => settings[name] !== 'on')
      ? problem('fsync or full_page_writes is off: a power cut can destroy the database.', 'Set both to on.')
      : undefined,
  ({ settings }) =>
    settings.synchronous_commit === 'off'
      ? problem(
          'synchronous_commit is off: after a crash a decision may be gone whose branch was already written.',
          'Set it to on, at least for this database: alter database … set synchronous_commit = on.',
        )
      : undefined,
  ({ settings }) =>
    settings.default_transaction_isolation === 'read committed'
      ? undefined
      : problem(
          `default_transaction_isolation is ${settings.default_transaction_isolation}: turns would not see what was committed before their lock.`,
          'Set it to read committed for this database.',
        ),
  ({ settings }) =>
    settings.TimeZone === 'UTC'
      ? undefined
      : problem(
          `Connections are in the time zone ${settings.TimeZone}, though pm-bot asks for UTC: something in between drops its options.`,
          'Connect to Postgres itself, or let the pooler pass “options”.',
        ),
  ({ session }) =>
    session === 'kept'
      ? undefined
      : problem(
          session === 'shared'
            ? 'Two connections reached the same server process: there is a pooler in between that gives out transactions.'
            : 'A notification did not arrive: LISTEN does not work on this connection.',
          'Connect to Postgres itself or by a pooler in session mode: hints and workers’ locks belong to a session.',
        ),
  ({ settings }) => {
    const free = Number(settings.max_connections) - Number(settings.superuser_reserved_connections)
    return free < CONNECTIONS
      ? warning(
          `Postgres gives out ${free} connections; an api, a worker and a scheduler may want ${CONNECTIONS}, each further worker 20.`,
          'Raise max_connections.',
        )
      : undefined
  },
  ({ settings }) =>
    (settings.idle_session_timeout ?? '0') !== '0'
      ? warning(
          'idle_session_timeout ends connections that only listen; pm-bot opens them again, but hints come late.',
          'Set idle_session_timeout to 0 for this user.',
        )
      : undefined,
  ({ clockDifferenceMs }) =>
    Math.abs(clockDifferenceMs) > 5000
      ? warning(
          `The database's clock is ${Math.round(Math.abs(clockDifferenceMs) / 1000)} s ${clockDifferenceMs > 0 ? 'ahead of' : 'behind'} this machine's.`,
          'Let a time service set both.',
        )
      : undefined,
  ({ mayCreate, schema }) =>
    mayCreate || schema.pending.length === 0
      ? undefined
      : problem(
          'This user may not create tables, and some are missing.',
          'Run npm run pm-bot -- migrate as the owner of the database.',
        ),
]
