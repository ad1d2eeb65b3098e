import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { git } from '../../packages/git/src/repository.fixture.ts'
import type { Fleet } from '../setup/fleet.ts'
import { rowsOf } from '../setup/rows.ts'
import type { Walked } from './walk-path.ts'

/** Said once by each attempt, and so twice when one of them died. */
const PER_ATTEMPT = ['agent-started', 'command-ran']

/** What a path left in the database, in the repository and around, without what is new in every run. */
export async function endState(fleet: Fleet, walked: Walked) {
  return {
    ...(await recordsOf(fleet, walked)),
    branch: branchOf(walked),
    isUntouched: walked.isUntouched(),
    leftover: await leftoverOf(fleet, walked),
  }
}

async function recordsOf({ environment }: Fleet, { runId }: Walked) {
  const select = rowsOf(environment)
  const ofRun = async (table: string, order: string, columns: readonly string[]) =>
    (await select(`${table} where run_id = '${runId}' order by ${order}`)).map((row) =>
      withoutNames(columns.map((column) => row[column]).join(' '), runId),
    )
  const once = (types: string[]) => types.filter((type) => !PER_ATTEMPT.includes(type))
  const effects = await select(`effects where key = '${runId}' order by created_at`)
  const approvals = await select(`approvals where run_id = '${runId}' order by created_at`)
  return {
    run: await ofRun('runs', 'run_id', ['status', 'reason']),
    transitions: await ofRun('run_transitions', 'version, ordinal', ['from_status', 'to_status', 'actor']),
    timeline: once(await ofRun('run_events', 'seq', ['type'])),
    audit: once(await ofRun('audit_events', 'event_id', ['type'])),
    items: await ofRun('inbox_items', 'created_at', ['kind', 'status']),
    decisions: approvals.map(({ kind, status, consumed_at }) => `${kind} ${status} ${consumed_at !== null}`),
    interrupts: await ofRun('interrupts', 'created_at', ['kind', 'status']),
    changesets: await ofRun('changeset_bundles', 'created_at', ['status', 'branch']),
    artifacts: (await ofRun('artifacts', 'kind', ['kind', 'content_type'])).sort(),
    effects: effects.map(({ verb, status }) => `${verb} ${status}`),
  }
}

/** Every run has an id and a commit of its own. */
const withoutNames = (text: string, runId: string): string =>
  text.replaceAll(runId, 'RUN').replaceAll(/\b[0-9a-f]{12}\b/g, 'COMMIT')

function branchOf({ directory, runId }: Walked) {
  const branch = `pm-bot/${runId}`
  return {
    branches: git(directory, 'for-each-ref', '--format=%(refname)').replace(runId, 'RUN'),
    commits: git(directory, 'rev-list', '--count', `main..${branch}`),
    changed: git(directory, 'diff', 'main', branch),
    complaints: git(directory, 'fsck', '--strict', '--no-dangling'),
  }
}

/** Everything here ought to be empty or fine, in time. */
async function leftoverOf({ environment, dataDirectory, services }: Fleet, { client, directory }: Walked) {
  const select = rowsOf(environment)
  const attempts = readdirSync(join(dataDirectory, 'attempts'), { recursive: true, withFileTypes: true })
  const pids = services.filter(({ role }) => role === 'worker' || role === 'all').map(({ pid }) => pid)
  const workers = (await select('workers')).map(({ pid }) => Number(pid))
  const { ok, unsealed, problems } = (await client.request('GET', '/api/audit/verify')).body
  return {
    mail: (await select('actor_messages')).length,
    timers: (await select('timers')).length,
    effects: (await select('effects where finished_at is null')).length,
    requests: (await select('requests where reply is null')).length,
    // Of a run that is over, its empty room may stay.
    attempts: attempts.filter(({ parentPath }) => parentPath !== join(dataDirectory, 'attempts')).length,
    strayWorkers: workers.filter((pid) => !pids.includes(pid)).length,
    missingWorkers: pids.filter((pid) => !workers.includes(pid)).length,
    processes: commandLines().filter((line) => line.includes(directory)),
    chain: { ok, unsealed, problems },
  }
}

/** Of the run's commands, and of the git that works on its repository or its clone. */
const commandLines = (): string[] =>
  execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).split('\n')
