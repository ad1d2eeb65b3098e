import { amount } from '../budget/budget-sentences.ts'
import { diffStat } from '../changeset/changeset.ts'
import { commentsIn } from '../changeset/line-comments.ts'
import type { GrantScope } from '../grant/grant.ts'
import { readWords } from '../tool/judge-call.ts'
import type { RunWork } from './run-effects.ts'
import type { RunEvent } from './run-event.ts'

const WORK: Record<RunWork['verb'], string> = {
  'run-agent': 'The agent',
  'resume-agent': 'The agent',
  'apply-changeset': 'Writing the change',
}

/** A run's event as one sentence for its timeline; null for what only machines care about. */
export function runEventTitle(event: RunEvent): string | null {
  switch (event.type) {
    case 'run-proposed':
      return `Proposed: ${event.goal}`
    case 'status-changed':
      return event.reason ? `${capitalised(event.to)}: ${event.reason}` : capitalised(event.to)
    case 'item-opened':
      return `Waits for a decision: ${event.pending.item.title}`
    case 'item-resolved': {
      const { decision, status } = event
      if (!decision) return `No longer waits: ${status}`
      const comments = commentsIn(decision).length
      const onLines =
        comments === 0 ? '' : `, with ${comments} ${comments === 1 ? 'comment' : 'comments'} on lines`
      return `Decision: ${decision.action}${onLines}${decision.reason ? ` (${decision.reason})` : ''}`
    }
    case 'item-snoozed':
      return event.until === null
        ? 'An item is back in the inbox'
        : `An item was put off until ${event.until}`
    case 'work-ended':
      return event.outcome === 'failed' ? `${WORK[event.verb]} failed` : null
    case 'work-failed':
      return `${WORK[event.verb]} failed`
    case 'work-hurried':
      return `${WORK[event.verb]} is tried again at once`
    case 'work-reopened':
      return `${WORK[event.verb]} was put back to work`
    case 'work-requested':
      return event.work.verb === 'apply-changeset'
        ? 'The approved bytes go to the worker that may write'
        : null
    case 'work-cancelled':
      return 'The work under way was stopped'
    case 'agent-started':
      return `The agent started at ${event.baseSha?.slice(0, 12) ?? 'an unknown commit'} (attempt ${event.attempt})`
    case 'tainted':
      return `The run has read ${readWords(event.labels)}: what reaches outside is asked about from here on`
    case 'grant-given':
      return `A grant was given: calls of ${event.tool} ${scopeWords(event.scope)}`
    case 'budget-extended':
      return `The limit was extended by ${amount(event.shortfall.measure, event.amount)}`
    case 'agent-stopped':
      return 'The agent has stopped'
    case 'interrupt-answered':
    case 'call-allowed':
    case 'call-begun':
      return null
    case 'steered':
      return `Said to the agent: ${firstLine(event.text)}`
    case 'artifact-stored':
      // A changeset's bundle and patch are told of by the changeset itself.
      if (['changeset_bundle', 'patch', 'interdiff'].includes(event.artifact.kind)) return null
      return `Kept: ${event.artifact.title}`
    case 'changeset-proposed': {
      const { files, additions, deletions } = diffStat(event.draft.files)
      return `Changeset: ${files} ${files === 1 ? 'file' : 'files'}, +${additions} −${deletions}`
    }
    case 'changeset-status-changed':
      return event.commitSha
        ? `The changeset is ${event.status} as ${event.commitSha.slice(0, 12)}`
        : `The changeset is ${event.status}`
    case 'place-awaited':
      return event.reason
    case 'place-taken':
      return event.reason === null ? null : 'It has a place now'
    case 'place-asked':
    case 'place-claimed':
    case 'place-returned':
      return null
    case 'clone-requested':
      return 'A fresh clone was asked for'
    case 'clone-arrived':
      return `The clone is at ${event.headSha.slice(0, 12)}`
    case 'operations-reported':
      return `On GitHub: ${event.operations.map(({ detail }) => detail).join('; ')}`
    case 'pull-request-changed':
      return event.what
    case 'remark-received':
      return remarkTitle(event)
    case 'publish-requested':
      return 'What was approved goes to the worker that may write to GitHub'
    case 'publish-ended':
      return event.reason === null ? null : `Not all was written to GitHub: ${event.reason}`
    case 'command-refused':
      return `Refused: ${event.message}`
  }
}

const capitalised = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`

function remarkTitle({ number, remark }: Extract<RunEvent, { type: 'remark-received' }>): string {
  const { kind, author, association, verdict, body, path, line } = remark
  const who = `${author ?? 'somebody who is gone'} (${association.toLowerCase().replaceAll('_', ' ')})`
  const words = body.trim() === '' ? '' : `: ${firstLine(body)}`
  switch (kind) {
    case 'review':
      return `Review of #${number} by ${who}, ${(verdict ?? '').toLowerCase().replaceAll('_', ' ')}${words}`
    case 'comment':
      return `Comment on #${number} by ${who}${words}`
    case 'line-comment':
      return `Comment on ${path}${line === null ? '' : ` line ${line}`} by ${who}${words}`
  }
}

function scopeWords(scope: GrantScope): string {
  switch (scope.kind) {
    case 'calls':
      return scope.count === 1 ? 'like this one, once more' : `like this one, ${scope.count} times more`
    case 'run':
      return 'like this one in this run'
    case 'repo':
      return `like this one in this repository until ${scope.until}`
  }
}

const firstLine = (text: string): string => text.trim().split('\n')[0]!.slice(0, 200)
