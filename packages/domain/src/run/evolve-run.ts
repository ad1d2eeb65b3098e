import type { Decision } from '../inbox/inbox.ts'
import type { PartAnswer } from '../inbox/interrupt.ts'
import { evolveSnoozed } from '../inbox/snooze-item.ts'
import { type InterruptRef, type KnownCall, NEW_RUN, type OpenInterrupt, type Run } from './run.ts'
import type { RunEvent } from './run-event.ts'
import { forkedState } from './run-fork-rules.ts'
import { evolvePlace } from './run-places.ts'

/** A run after one more event. */
export function evolveRun(run: Run, event: RunEvent): Run {
  switch (event.type) {
    case 'run-proposed': {
      const {
        runId,
        workspaceId,
        repo,
        goal,
        graphId,
        spec,
        follows = null,
        tools = null,
        budget = null,
        origin,
      } = event
      const proposed = { runId, workspaceId, repo, goal, graphId, spec, follows, tools, budget }
      return { ...NEW_RUN, ...proposed, ...(origin ? { origin } : {}), ...forkedState(event) }
    }
    case 'place-asked':
    case 'place-awaited':
    case 'place-taken':
    case 'place-claimed':
    case 'place-returned':
      return evolvePlace(run, event)
    case 'clone-requested':
      return { ...run, awaitsClone: true }
    case 'clone-arrived':
      return { ...run, awaitsClone: false }
    case 'pull-request-changed':
      return { ...run, pullRequest: event.pullRequest }
    case 'remark-received': {
      const { pullRequest } = run
      if (!pullRequest) return run
      return { ...run, pullRequest: { ...pullRequest, seen: [...pullRequest.seen, event.remark.id] } }
    }
    case 'publish-requested': {
      const { effectId, payload, awaited } = event
      const publishing = { ...run.publishing, [effectId]: payload.plan }
      if (!awaited) return { ...run, publishing }
      return { ...run, publishing, awaited: { ...run.awaited, [effectId]: awaited } }
    }
    case 'publish-ended': {
      const { [event.effectId]: _, ...publishing } = run.publishing ?? {}
      const ended = { ...run, publishing, publishedAt: event.at }
      if (!run.awaited) return ended
      const { [event.effectId]: __, ...awaited } = run.awaited
      return { ...ended, awaited }
    }
    case 'status-changed':
      return { ...run, status: event.to, reason: event.reason }
    case 'item-opened': {
      const opened = { ...run, pending: [...run.pending, event.pending] }
      const { interrupt } = event.pending
      return interrupt === null ? opened : withPart(opened, interrupt, null)
    }
    case 'item-snoozed':
      return { ...run, snoozed: evolveSnoozed(run.snoozed ?? {}, event.itemId, event.until) }
    case 'item-resolved':
      return {
        ...withDecision(run, event),
        ...(run.snoozed ? { snoozed: evolveSnoozed(run.snoozed, event.itemId, null) } : {}),
        pending: run.pending.filter(({ item }) => item.itemId !== event.itemId),
        resolved: {
          ...run.resolved,
          [event.itemId]: { status: event.status, decision: event.decision && inBrief(event.decision) },
        },
      }
    case 'interrupt-answered':
      return withPart(run, event, event.answer)
    case 'call-allowed':
      return withCall(run, event.callId, { allowed: event.argsHash })
    case 'call-begun':
      return withCall(run, event.callId, { begunBy: event.token })
    case 'tainted':
      return { ...run, taint: [...(run.taint ?? []), ...event.labels] }
    case 'work-requested': {
      const { effectId, work } = event
      const next = { ...run, work: { effectId, verb: work.verb } }
      // All answers that there are go with it; what it then asks has items of its own.
      return work.verb === 'resume-agent' ? { ...next, interrupts: [] } : next
    }
    case 'work-ended':
      return { ...run, work: null }
    case 'work-cancelled':
      return { ...run, work: null, stopping: event.effectId }
    case 'agent-stopped':
      return { ...run, stopping: null }
    case 'work-failed': {
      const { effectId, verb, changesetId } = event
      return { ...run, work: null, failedWork: { effectId, verb, from: run.status, changesetId } }
    }
    case 'work-reopened':
      return { ...run, work: { effectId: event.effectId, verb: event.verb }, failedWork: null }
    case 'changeset-proposed': {
      const { draft, interrupt } = event
      return {
        ...run,
        changesets: { ...run.changesets, [draft.changesetId]: { draft, status: 'proposed', interrupt } },
      }
    }
    case 'changeset-status-changed': {
      const changeset = run.changesets[event.changesetId]
      if (!changeset) return run
      return {
        ...run,
        changesets: { ...run.changesets, [event.changesetId]: { ...changeset, status: event.status } },
      }
    }
    case 'agent-started':
      return run.work === null ? run : { ...run, work: { ...run.work, started: event.attempt } }
    case 'steered': {
      const { type: _, ...message } = event
      return { ...run, steering: [...(run.steering ?? []), message] }
    }
    case 'operations-reported':
    case 'work-hurried':
    case 'artifact-stored':
    case 'grant-given':
    case 'budget-extended':
    case 'command-refused':
      return run
  }
}

/** Enough to tell the loser of a race who won; what was approved instead stands in the item's row. */
function inBrief({ payload: _, ...decision }: Decision): Decision {
  return decision
}

/** Opens a part of an interrupt, or answers it. */
function withPart(
  run: Run,
  { interruptId, checkpointId, part = 0 }: InterruptRef,
  answer: PartAnswer | null,
): Run {
  const interrupts = run.interrupts ?? []
  const isIt = (each: OpenInterrupt) => each.interruptId === interruptId && each.checkpointId === checkpointId
  const known = interrupts.find(isIt) ?? { interruptId, checkpointId, parts: [] }
  const parts = Array.from({ length: Math.max(known.parts.length, part + 1) }, (_, at) =>
    at === part ? answer : (known.parts[at] ?? null),
  )
  const changed = { ...known, parts }
  return {
    ...run,
    interrupts: interrupts.some(isIt)
      ? interrupts.map((each) => (isIt(each) ? changed : each))
      : [...interrupts, changed],
  }
}

/** A changeset remembers the decision that allows it to be written. */
function withDecision(
  run: Run,
  { itemId, status, decision }: Extract<RunEvent, { type: 'item-resolved' }>,
): Run {
  const changesetId = run.pending.find(({ item }) => item.itemId === itemId)?.changesetId
  const changeset = changesetId ? run.changesets[changesetId] : undefined
  if (!changesetId || !changeset || status !== 'approved' || decision === null) return run
  const decided = { ...changeset, decisionId: decision.decisionId }
  return { ...run, changesets: { ...run.changesets, [changesetId]: decided } }
}

function withCall(run: Run, callId: string, facts: KnownCall): Run {
  const calls = run.calls ?? {}
  const known = Object.hasOwn(calls, callId) ? calls[callId] : {}
  return { ...run, calls: { ...calls, [callId]: { ...known, ...facts } } }
}
