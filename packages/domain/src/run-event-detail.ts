import { diffStat } from './changeset.ts'
import type { RunEvent } from './run.ts'

/**
 * What the timeline and the audit trail keep of an event: enough to say what was decided
 * about which bytes, small enough to keep for ever. Payloads stay with their own rows.
 */
export function runEventDetail(event: RunEvent): Record<string, unknown> {
  switch (event.type) {
    case 'run-proposed': {
      const { goal, graphId, spec, retryOf, repo, by } = event
      return { goal, graphId, spec, retryOf, repoId: repo.repoId, by }
    }
    case 'item-opened': {
      const { itemId, kind, risk, subjectHash, title } = event.pending.item
      return { itemId, kind, risk, subjectHash, title }
    }
    case 'work-requested':
      return { effectId: event.effectId, verb: event.work.verb }
    case 'changeset-proposed': {
      const { changesetId, baseSha, branch, bundle, files } = event.draft
      return {
        changesetId,
        baseSha,
        branch,
        subjectHash: bundle.hash,
        supersedes: event.supersedes,
        ...diffStat(files),
      }
    }
    case 'artifact-stored': {
      const { artifactId, kind, title, hash, sizeBytes } = event.artifact
      return { artifactId, kind, title, hash, sizeBytes }
    }
    case 'status-changed':
    case 'item-resolved':
    case 'work-ended':
    case 'work-failed':
    case 'work-cancelled':
    case 'work-hurried':
    case 'work-reopened':
    case 'agent-started':
    case 'changeset-status-changed':
    case 'command-refused': {
      const { type: _, ...detail } = event
      return detail
    }
  }
}

/** Who is behind an event: the operator, or nobody in particular. */
export function runEventActor(event: RunEvent): string | null {
  switch (event.type) {
    case 'run-proposed':
    case 'status-changed':
    case 'work-hurried':
    case 'work-reopened':
    case 'command-refused':
      return event.by
    case 'item-resolved':
      return event.decision?.by ?? null
    default:
      return null
  }
}
