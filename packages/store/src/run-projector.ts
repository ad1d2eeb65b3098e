import {
  type Redactor,
  type RunEvent,
  runEventActor,
  runEventDetail,
  runEventTitle,
  type Taint,
} from '@pm-bot/domain'
import type { TurnEvent } from '@pm-bot/runtime'
import type { Updateable } from 'kysely'
import { recordArtifact } from './artifacts.ts'
import { recordAudit } from './audit.ts'
import { changed } from './changed.ts'
import { insertChangeset, setChangesetStatus } from './changesets.ts'
import type { Tx } from './database.ts'
import { type ItemOwner, openInboxItem, resolveInboxItem, snoozeInboxItem } from './inbox.ts'
import { decodeJson, encodeJson, storableText } from './json.ts'
import type { Projector } from './projector.ts'
import { appendRunEvents } from './run-events.ts'
import { takeRunLease } from './run-leases.ts'
import { savePullRequest } from './run-pull-requests.ts'
import { indexRun } from './search-entries.ts'
import type { Tables } from './tables.ts'

/** Turns what happened to a run into its row, its inbox items, its timeline and its audit trail. */
export const runProjector =
  (redactor: Redactor): Projector =>
  async (tx, { key: runId }, turnEvents) => {
    const events = turnEvents.map(({ event, ...turn }) => ({ ...turn, event: event as RunEvent }))
    const known = await lookUpOwner(tx, runId)
    let owner = known?.owner
    for (const [ordinal, { event, version, now }] of events.entries()) {
      if (event.type === 'run-proposed') {
        await insertRun(tx, event, version, now)
        owner = { runId, workspaceId: event.workspaceId, repoId: event.repo.repoId, threadId: runId }
      } else if (owner) {
        await projectEvent(tx, owner, redacted(redactor, event), version, ordinal)
      }
    }
    if (!owner) return

    const lines = events.flatMap(({ event }) => {
      const title = runEventTitle(event)
      if (title === null) return []
      const detail = redactor.json(runEventDetail(event))
      return [{ type: event.type, title: redactor.text(title), by: runEventActor(event), detail }]
    })
    await appendRunEvents(tx, runId, lines)
    if (known?.isTidied && lines.length > 0) await untidy(tx, runId)
    await recordAudit(
      tx,
      events
        .filter(({ event }) => !isAboutPlaces(event))
        .map(({ event }) => ({ ...owner, type: event.type, payload: runEventDetail(event) })),
      redactor,
    )
    changed(tx, 'runs', runId)
  }

/** Whose turn it is is shown, and decides nothing that has to be accounted for. */
const isAboutPlaces = ({ type }: RunEvent): boolean => type.startsWith('place-')

/** Sentences that quote an agent or a program. What is decided upon is shown as it is. */
function redacted(redactor: Redactor, event: RowEvent): RowEvent {
  if (event.type !== 'status-changed' && event.type !== 'changeset-status-changed') return event
  return { ...event, reason: event.reason && redactor.text(event.reason) }
}

type RowEvent = Exclude<RunEvent, { type: 'run-proposed' }>

async function lookUpOwner(
  tx: Tx,
  runId: string,
): Promise<{ owner: ItemOwner; isTidied: boolean } | undefined> {
  const run = await tx.db
    .selectFrom('runs')
    .select(['workspace_id', 'repo_id', 'tidied_at'])
    .where('run_id', '=', runId)
    .executeTakeFirst()
  if (!run) return undefined
  const { workspace_id: workspaceId, repo_id: repoId } = run
  return { owner: { runId, workspaceId, repoId, threadId: runId }, isTidied: run.tidied_at !== null }
}

/** An ended run has more to tidy up again, e.g. a line of its timeline. */
const untidy = (tx: Tx, runId: string): Promise<void> =>
  tx.write(tx.db.updateTable('runs').set({ tidied_at: null }).where('run_id', '=', runId))

async function insertRun(
  tx: Tx,
  event: Extract<RunEvent, { type: 'run-proposed' }>,
  version: number,
  now: TurnEvent['now'],
): Promise<void> {
  await tx.write(
    tx.db.insertInto('runs').values({
      run_id: event.runId,
      workspace_id: event.workspaceId,
      repo_id: event.repo.repoId,
      goal: storableText(event.goal),
      status: 'proposed',
      reason: 'Waiting for your approval to start.',
      graph_id: event.graphId,
      thread_id: null,
      spec: encodeJson(event.spec),
      base_sha: null,
      branch: null,
      commit_sha: null,
      changeset_id: null,
      retry_of: event.retryOf,
      follows: event.follows ?? null,
      tools: event.tools ? encodeJson(event.tools) : null,
      budget: event.budget ? encodeJson(event.budget) : null,
      template_id: event.origin?.templateId ?? null,
      schedule_id: event.origin?.scheduleId ?? null,
      fork_of: event.forkOf?.runId ?? null,
      fork_checkpoint_id: event.forkOf?.checkpointId ?? null,
      taint: event.forkOf ? encodeJson(event.forkOf.taint) : null,
      version,
      created_at: now,
      updated_at: now,
    }),
  )
  await indexRun(tx, { runId: event.runId, repoId: event.repo.repoId, goal: event.goal, at: now })
  await tx.write(
    tx.db.insertInto('run_transitions').values({
      run_id: event.runId,
      version,
      ordinal: 0,
      from_status: null,
      to_status: 'proposed',
      reason: null,
      actor: event.by,
      created_at: now,
    }),
  )
}

async function projectEvent(
  tx: Tx,
  owner: ItemOwner,
  event: RowEvent,
  version: number,
  ordinal: number,
): Promise<void> {
  switch (event.type) {
    case 'status-changed':
      await updateRun(tx, owner.runId, version, {
        status: event.to,
        reason: event.reason && storableText(event.reason),
      })
      await tx.write(
        tx.db.insertInto('run_transitions').values({
          run_id: owner.runId,
          version,
          ordinal,
          from_status: event.from,
          to_status: event.to,
          reason: event.reason && storableText(event.reason),
          actor: event.by,
          created_at: await tx.now(),
        }),
      )
      return
    case 'item-opened':
      await openInboxItem(tx, owner, event.pending, version)
      return
    case 'item-resolved':
      await resolveInboxItem(tx, event, version)
      return
    case 'item-snoozed':
      await snoozeInboxItem(tx, event)
      return
    case 'work-requested':
      await updateRun(tx, owner.runId, version, { thread_id: owner.threadId })
      return
    case 'work-cancelled':
      // Whoever still writes checkpoints for this run is refused from here on.
      await takeRunLease(tx, owner.runId)
      return
    case 'agent-started':
      await updateRun(tx, owner.runId, version, { base_sha: event.baseSha })
      return
    case 'artifact-stored':
      await recordArtifact(tx, owner.runId, event.artifact)
      return
    case 'changeset-proposed': {
      const { changesetId, baseSha, branch } = event.draft
      await insertChangeset(tx, owner, event, version)
      await updateRun(tx, owner.runId, version, { changeset_id: changesetId, base_sha: baseSha, branch })
      return
    }
    case 'changeset-status-changed':
      await setChangesetStatus(tx, event, version)
      if (event.commitSha) await updateRun(tx, owner.runId, version, { commit_sha: event.commitSha })
      return
    case 'tainted':
      await addTaint(tx, owner.runId, event.labels, version)
      return
    case 'steered':
    case 'work-hurried':
    case 'work-reopened':
    case 'publish-requested':
    case 'publish-ended':
    case 'remark-received':
    case 'clone-requested':
    case 'agent-stopped':
      await updateRun(tx, owner.runId, version, {})
      return
    case 'clone-arrived':
      await updateRun(tx, owner.runId, version, { reason: 'Waiting for a worker.' })
      return
    case 'pull-request-changed':
      await savePullRequest(tx, owner, event)
      await updateRun(tx, owner.runId, version, {})
      return
    case 'place-asked':
      await updateRun(tx, owner.runId, version, { place: 'waits' })
      return
    case 'place-awaited':
      await updateRun(tx, owner.runId, version, { reason: storableText(event.reason) })
      return
    case 'place-taken':
      await updateRun(tx, owner.runId, version, {
        place: 'held',
        ...(event.reason === null ? {} : { reason: storableText(event.reason) }),
      })
      return
    case 'place-claimed':
      await updateRun(tx, owner.runId, version, { place: 'held' })
      return
    case 'place-returned':
      await updateRun(tx, owner.runId, version, { place: null })
      return
    case 'interrupt-answered':
    case 'call-allowed':
    case 'call-begun':
    case 'grant-given':
    case 'budget-extended':
    case 'operations-reported':
    case 'work-ended':
    case 'work-failed':
    case 'command-refused':
      return
  }
}

async function addTaint(tx: Tx, runId: string, labels: readonly Taint[], version: number): Promise<void> {
  const { taint } = await tx.db
    .selectFrom('runs')
    .select('taint')
    .where('run_id', '=', runId)
    .executeTakeFirstOrThrow()
  const known: Taint[] = taint === null ? [] : decodeJson(taint)
  await updateRun(tx, runId, version, { taint: encodeJson([...known, ...labels]) })
}

async function updateRun(
  tx: Tx,
  runId: string,
  version: number,
  columns: Updateable<Tables['runs']>,
): Promise<void> {
  await tx.write(
    tx.db
      .updateTable('runs')
      .set({ ...columns, version, updated_at: await tx.now() })
      .where('run_id', '=', runId),
  )
}
