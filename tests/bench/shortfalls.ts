const RAW_LOOP =
  'The loop deletes rows and knows nothing of whose they are. A message of pm-bot is delivered in its place, to an actor whose state is read, ' +
  'folded and written, and its id is remembered for 30 days. Most of the time is the worker’s own JavaScript, and most of that is reading rows ' +
  '(“Where the time goes”). Tried and kept: whole batches of many actors in one claim, two statements in one round trip, prepared statements. ' +
  'Tried and left: functions in the database, messages removed when they are read (decision 16).'

const TWO_CORES =
  'Two processors carry the clients, the api and Postgres. A write is a turn with its rows, its audit event and its kept answer; what it costs ' +
  'the api’s processor, times the clients that wait at once, is this latency. Tried and kept: three round trips for a decision instead of ten, ' +
  'statements that leave in one write, reads that those who ask at once share (decisions 16 and 17). In a profile, the largest single part ' +
  'is the system call that writes to Postgres.'

/** Why a line of the bar falls short and what was tried, by the line; printed only while it does. */
export const SHORTFALLS: Readonly<Record<string, string>> = {
  'keyed messages, one worker process: ≥ the raw unordered loop': RAW_LOOP,
  'keyed messages, two worker processes: ≥ the raw unordered loop': RAW_LOOP,
  'end to end: ≥ 3 × the best Postgres-class peer':
    'Twenty senders commit one message each, and their commits share two processors with the worker. A message takes one statement, which ' +
    'remembers its id, numbers it and posts it; its peers only insert a row. The worker waits for mail for a part of the time. Tried and kept: ' +
    'one statement for one message, hints that this process hears at once, a NOTIFY that waits for no disk (decision 16).',
  'wake latency, idle, p50: ≤ 1.5 × raw INSERT + NOTIFY + claim':
    'Here the NOTIFY is a transaction of its own behind the commit, because one inside it takes a lock on the whole database and more than halves what ' +
    'many senders get through; and a claim locks actors and reads their messages in two statements, where the raw loop deletes one row. Tried and kept: ' +
    'both statements in one round trip, a NOTIFY that waits for no disk, no hint through the server for the own process (decision 16).',
  'effect latency: p50 ≤ pg-boss’s own wake with notify':
    'An effect’s attempt is counted and its token written before the performer starts, so that an attempt whose process dies is known; that is ' +
    'a commit of its own behind pg-boss’s fetch. Without waiting for the disk it would be faster, and an effect that must not be repeated could be.',
  'ask, 100 at once: decision → committed state, p95 < 100 ms': TWO_CORES,
  'API, 150 connections: p95 < 100 ms': TWO_CORES,
  'decision → page, 50 tabs: p95 < 500 ms':
    'All fifty hear of the decision at once, and each draws it: fifty pages’ JavaScript, the api and Postgres share two processors. Tried and kept: ' +
    'one read and one message for all tabs in the shared worker (decision 27), rows that did not change are not drawn again (decision 29), reads ' +
    'that those who ask at once share (decision 17).',
}
