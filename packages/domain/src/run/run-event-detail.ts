import { diffStat } from '../changeset/changeset.ts'
import { publishHash } from '../changeset/publish.ts'
import type { RunEvent } from './run-event.ts'

/**
 * What the timeline and the audit trail keep of an event: enough to say what was decided
 * about which bytes, small enough to keep for ever. Payloads stay with their own rows.
 */
export function runEventDetail(event: RunEvent): Record<string, unknown> {
  switch (event.type) {
    case 'run-proposed': {
      const { goal, graphId, spec, retryOf, follows, tools, budget, origin, forkOf, repo, by } = event
      const frozen = { ...(tools ? { tools } : {}), ...(budget ? { budget } : {}) }
      return {
        goal,
        graphId,
        spec,
        ...frozen,
        retryOf,
        ...(follows ? { follows } : {}),
        ...(origin ? { origin } : {}),
        ...(forkOf ? { forkOf } : {}),
        repoId: repo.repoId,
        by,
      }
    }
    case 'item-opened': {
      const { itemId, kind, risk, subjectHash, title } = event.pending.item
      return { itemId, kind, risk, subjectHash, title }
    }
    case 'publish-requested': {
      const { decisionId, plan } = event.payload
      return {
        effectId: event.effectId,
        decisionId,
        subjectHash: publishHash(plan),
        operations: plan.operations,
      }
    }
    case 'pull-request-changed': {
      const { seen: _, ...pullRequest } = event.pullRequest
      return { what: event.what, branch: event.branch, pullRequest }
    }
    case 'place-asked':
      return { ticket: event.ticket, next: event.next.type }
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
    case 'interrupt-answered': {
      const { interruptId, checkpointId, part = 0, answer } = event
      return { interruptId, checkpointId, part, action: answer.action, decisionId: answer.decisionId }
    }
    case 'artifact-stored': {
      const { artifactId, kind, title, hash, sizeBytes } = event.artifact
      return { artifactId, kind, title, hash, sizeBytes }
    }
    case 'place-awaited':
    case 'place-taken':
    case 'place-claimed':
    case 'place-returned':
    case 'clone-requested':
    case 'clone-arrived':
    case 'operations-reported':
    case 'remark-received':
    case 'publish-ended':
    case 'status-changed':
    case 'item-resolved':
    case 'item-snoozed':
    case 'work-ended':
    case 'work-failed':
    case 'work-cancelled':
    case 'work-hurried':
    case 'work-reopened':
    case 'agent-started':
    case 'steered':
    case 'tainted':
    case 'call-allowed':
    case 'call-begun':
    case 'grant-given':
    case 'budget-extended':
    case 'agent-stopped':
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
    case 'steered':
    case 'grant-given':
    case 'budget-extended':
    case 'item-snoozed':
    case 'command-refused':
      return event.by
    case 'item-resolved':
      return event.decision?.by ?? null
    default:
      return null
  }
}
