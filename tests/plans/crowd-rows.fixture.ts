import { type RawBuilder, sql } from 'kysely'
import { budgetRows } from './budgets.fixture.ts'
import { CROWD, MAIL_EACH, REPOS, type Size } from './crowd-size.fixture.ts'
import { githubRows } from './github-rows.fixture.ts'
import { grantRows } from './grants.fixture.ts'
import { type InsertWords, insertWords } from './insert-words.fixture.ts'
import { notifierRows } from './notifiers.fixture.ts'
import { runAgainRows } from './run-again.fixture.ts'

/** The busy life of an instance in 100 days, a statement for each kind of row. */
export function crowdRows(dialect: 'postgres' | 'sqlite', size: Size): RawBuilder<unknown>[] {
  const words = insertWords(dialect)
  const { id, daysAgo, when, insert } = words
  const runs = size.blocked + size.ended
  // A text in a “case” is none that Postgres takes for json by itself.
  const jsonOf = (value: object) =>
    `cast('${JSON.stringify(value)}' as ${dialect === 'postgres' ? 'jsonb' : 'text'})`
  const json = jsonOf({ a: 1 })
  const status = `case when n > ${size.ended} then 'blocked' when n % 4 = 0 then 'failed' else 'completed' end`
  const pending = `n > ${runs - size.pending}`
  const isCall = `n % 10 = 0`
  const called = jsonOf({ tool: 'run', args: { argv: ['npm', 'test'] } })
  const decision = jsonOf({ by: 'operator' })
  const effectOf = (...owner: EffectOwner) => effectRow(words, ...owner)

  return [
    insert('workspaces', 3, {
      workspace_id: id('n'),
      name: `'w' || n`,
      settings: json,
      version: '1',
      created_at: when(3),
    }),
    insert('repos', REPOS, {
      repo_id: id('n'),
      workspace_id: id('1 + n % 3'),
      source: `'local'`,
      full_name: `'/srv/' || n`,
      name: `'repo ' || n`,
      status: `case when n % 10 = 0 then 'removed' else 'active' end`,
      version: '1',
      added_at: when(REPOS),
    }),
    insert('runs', runs, {
      run_id: id('n'),
      workspace_id: id('1 + n % 3'),
      repo_id: id(`1 + n % ${REPOS}`),
      goal: `'Tidy up'`,
      status,
      graph_id: `'run_command/v1'`,
      thread_id: id('n'),
      spec: json,
      changeset_id: id('n'),
      version: '9',
      created_at: when(runs),
      updated_at: when(runs),
      tidied_at: `case when n <= ${size.ended / 2} then ${when(runs)} end`,
    }),
    insert('run_leases', runs, { run_id: id('n'), epoch: '1' }),
    insert('run_streams', runs, { run_id: id('n'), last_seq: '2' }),
    insert('run_events', runs * 2, {
      run_id: id('(n + 1) / 2'),
      seq: '1 + (n + 1) % 2',
      type: `'command-ran'`,
      title: `'It ran.'`,
      detail: json,
      created_at: when(runs * 2),
    }),
    insert('run_transitions', runs, {
      run_id: id('n'),
      version: '1',
      ordinal: '0',
      to_status: `'running'`,
      created_at: when(runs),
    }),
    insert('artifacts', runs, {
      artifact_id: id('n'),
      run_id: id('n'),
      kind: `case when n <= ${size.ended} then 'log' else 'changeset' end`,
      title: `'t'`,
      uri: `'artifact://' || n`,
      content_type: `'text/plain'`,
      hash: `'h'`,
      size_bytes: '1',
      created_at: when(runs),
    }),
    insert('changeset_bundles', size.blocked, {
      changeset_id: id(`n + ${size.ended}`),
      run_id: id(`n + ${size.ended}`),
      repo_id: id(`1 + (n + ${size.ended}) % ${REPOS}`),
      status: `'proposed'`,
      base_sha: `'b'`,
      branch: `'pm-bot/' || n`,
      message: `'m'`,
      bundle_artifact_id: id(`n + ${size.ended}`),
      patch_artifact_id: id(`n + ${size.ended}`),
      subject_hash: `'h'`,
      files: `'[]'`,
      version: '1',
      created_at: when(size.blocked),
      updated_at: when(size.blocked),
    }),
    insert('inbox_items', runs, {
      item_id: id('n'),
      workspace_id: id('1 + n % 3'),
      run_id: id('n'),
      repo_id: id(`1 + n % ${REPOS}`),
      kind: `case when ${pending} then 'changeset_apply' when ${isCall} then 'tool_call' else 'run_start' end`,
      risk: `case n % 3 when 0 then 'low' when 1 then 'medium' else 'high' end`,
      status: `case when ${pending} then 'pending' when n % 7 = 0 then 'rejected' else 'approved' end`,
      title: `'title'`,
      payload: `case when ${isCall} then ${called} else ${json} end`,
      decision: `case when ${pending} then null else ${decision} end`,
      resolved_at: `case when ${pending} then null else ${when(runs)} end`,
      priority: `case n % 3 when 2 then 0 else 32 - n % 3 end`,
      subject_hash: `'h'`,
      allowed: `'[]'`,
      version: '1',
      created_at: when(runs),
    }),
    insert('approvals', runs, {
      approval_id: id('n'),
      item_id: id('n'),
      run_id: id('n'),
      kind: `'run_start'`,
      status: `case when ${pending} then 'pending' else 'approved' end`,
      subject_hash: `'h'`,
      decision_id: `case when ${pending} then null else ${id('n')} end`,
      created_at: when(runs),
    }),
    insert('interrupts', size.pending, {
      item_id: id(`n + ${runs - size.pending}`),
      workspace_id: id('1 + n % 3'),
      run_id: id(`n + ${runs - size.pending}`),
      thread_id: id('n'),
      checkpoint_id: `'c'`,
      interrupt_id: `'i'`,
      kind: `'changeset_apply'`,
      risk: `'low'`,
      status: `'pending'`,
      created_at: when(size.pending),
    }),
    insert('audit_events', size.audited, {
      event_id: id('n'),
      workspace_id: id('1 + n % 3'),
      run_id: id(`n + ${runs - size.audited}`),
      type: `'status-changed'`,
      payload: json,
      created_at: when(size.audited),
    }),
    insert('audit_seals', size.audited - 400, {
      seal_no: 'n',
      event_id: id('n'),
      hash: `'${'0'.repeat(64)}'`,
    }),
    insert('audit_unsealed', 400, { event_id: id(`n + ${size.audited - 400}`) }),
    insert('requests', runs, {
      request_id: id('n'),
      request_hash: `'h'`,
      kind: `'run'`,
      key: id('n'),
      reply: `case when n % 100 = 0 then null else ${words.json} end`,
      answer: json,
      created_at: when(runs),
    }),
    insert('actors', runs, {
      kind: `'run'`,
      key: id('n'),
      state: json,
      version: '9',
      code_version: '1',
      created_at: when(runs),
      updated_at: when(runs),
      suspected_at: `case when n % 4000 = 0 then ${when(runs)} end`,
    }),
    insert('actors', size.waiting / MAIL_EACH, {
      kind: `'${CROWD}'`,
      key: id('n'),
      state: `'[]'`,
      version: '9',
      code_version: '1',
      created_at: daysAgo('1'),
      updated_at: daysAgo('1'),
    }),
    sql.raw(`insert into mailboxes (kind, key, last_seq) select kind, key, ${MAIL_EACH} from actors`),
    insert('message_ids', size.done, { message_id: id('n'), accepted_at: when(size.done) }),
    insert('message_ids', size.waiting, { message_id: id(`n + ${size.done}`), accepted_at: daysAgo('0') }),
    insert('actor_messages', size.waiting, {
      message_id: id(`n + ${size.done}`),
      kind: `case when n <= 500 then 'run' else '${CROWD}' end`,
      key: id(`1 + n % ${size.waiting / MAIL_EACH}`),
      seq: 'n',
      body: `'{"note":"n"}'`,
      accepted_at: daysAgo('0'),
      parked_at: `case when n % 200 = 0 then ${daysAgo('0')} end`,
      park_reason: `case when n % 200 = 0 then 'failed' end`,
    }),
    insert('effects', runs, effectOf('run', id('n'), `'succeeded'`, when(runs))),
    insert(
      'effects',
      runs,
      effectOf(
        'repo',
        id(`1 + n % ${REPOS}`),
        `case when n % 50 = 0 then 'failed' when n % 500 = 1 then 'in-doubt' else 'succeeded' end`,
        when(runs),
        `n + ${runs}`,
      ),
    ),
    insert(
      'effects',
      size.open,
      effectOf(
        'run',
        id('n'),
        `case when n % 100 = 0 then 'running' else 'open' end`,
        daysAgo('n / 1000000.0'),
        `n + ${2 * runs}`,
      ),
    ),
    insert('timers', runs, {
      kind: `'run'`,
      key: id('n'),
      name: `'expiry'`,
      generation: '1',
      due_at: `case when n <= 50 then ${daysAgo('1')} else ${daysAgo('-7')} end`,
      message: json,
    }),
    insert('webhook_deliveries', size.waiting, {
      delivery_id: id('n'),
      body_hash: `'h' || n`,
      event: `'issues'`,
      full_name: `'octo/shop'`,
      received_at: when(size.waiting),
    }),
    insert('sessions', 200, {
      session_id: id('n'),
      session_hash: `'h' || n`,
      password_mark: `'m'`,
      created_at: when(200),
      last_seen_at: when(200),
      expires_at: daysAgo('-7'),
      address: `'127.0.0.1'`,
    }),
    insert('workers', 3, {
      worker_id: id('n'),
      host: `'h'`,
      pid: 'n',
      version: `'1'`,
      queues: `'{"runs":4}'`,
      lock_key: 'n',
      started_at: when(3),
      heartbeat_at: daysAgo('0'),
    }),
    insert('queue_samples', 8640 * 5, {
      queue: `case n % 5 when 0 then 'sync' when 1 then 'ingestion' when 2 then 'runs' when 3 then 'publish' else 'notify' end`,
      bucket: `${Math.floor(Date.now() / 10_000) - 8640} + n / 5`,
      waiting: '1',
      delayed: '1',
      active: '1',
      oldest_wait_ms: '1',
    }),
    insert('mailbox_samples', 8640, {
      bucket: `${Math.floor(Date.now() / 10_000) - 8641} + n`,
      waiting: '1',
      parked: '1',
      oldest_wait_ms: '1',
    }),
    ...githubRows(dialect, size),
    ...grantRows(words, size),
    ...notifierRows(words),
    ...runAgainRows(words, size),
    ...budgetRows(words, size),
  ]
}

type EffectOwner = [kind: string, key: string, status: string, at: string, n?: string]

/** Effects of the nth actor, one each. */
function effectRow(
  { id, daysAgo }: InsertWords,
  kind: string,
  key: string,
  effectStatus: string,
  at: string,
  n = 'n',
): Record<string, string> {
  const done = kind === 'repo' || effectStatus === `'succeeded'`
  return {
    effect_id: id(n),
    kind: `'${kind}'`,
    key,
    verb: kind === 'run' ? `'run-agent'` : `'sync-repo'`,
    queue: kind === 'run' ? `'runs'` : `'sync'`,
    on_lost: `'retry'`,
    payload: `'{}'`,
    status: effectStatus,
    generation: '1',
    attempt: '1',
    attempt_token: id(n),
    worker_id: done ? id('1 + n % 3') : `case when ${effectStatus} = 'running' then ${id('1 + n % 3')} end`,
    created_at: at,
    available_at:
      effectStatus.includes('succeeded') || kind !== 'run'
        ? at
        : `case when n % 10 = 1 then ${daysAgo('-1')} else ${at} end`,
    started_at: done ? at : `case when ${effectStatus} = 'running' then ${at} end`,
    finished_at: done ? at : 'null',
  }
}
