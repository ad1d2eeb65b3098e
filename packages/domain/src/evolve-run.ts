import { NEW_RUN, type Run, type RunEvent } from './run.ts'

/** A run after one more event. */
export function evolveRun(run: Run, event: RunEvent): Run {
  switch (event.type) {
    case 'run-proposed': {
      const { runId, workspaceId, repo, goal, graphId, spec, follows = null } = event
      return { ...NEW_RUN, runId, workspaceId, repo, goal, graphId, spec, follows }
    }
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
      const { effectId, payload } = event
      return { ...run, publishing: { ...run.publishing, [effectId]: payload.plan } }
    }
    case 'publish-ended': {
      const { [event.effectId]: _, ...publishing } = run.publishing ?? {}
      return { ...run, publishing, publishedAt: event.at }
    }
    case 'status-changed':
      return { ...run, status: event.to, reason: event.reason }
    case 'item-opened':
      return { ...run, pending: [...run.pending, event.pending] }
    case 'item-resolved':
      return {
        ...run,
        pending: run.pending.filter(({ item }) => item.itemId !== event.itemId),
        resolved: { ...run.resolved, [event.itemId]: { status: event.status, decision: event.decision } },
      }
    case 'work-requested':
      return { ...run, work: { effectId: event.effectId, verb: event.work.verb } }
    case 'work-ended':
    case 'work-cancelled':
      return { ...run, work: null }
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
    case 'command-refused':
      return run
  }
}
