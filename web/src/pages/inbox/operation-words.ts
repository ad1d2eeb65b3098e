import type { PublishOperation } from '@pm-bot/domain'
import { shortBranch } from '../../ui/sha.tsx'

/** What an operation does on GitHub, in plain words. */
export function operationInWords(operation: PublishOperation): string {
  switch (operation.op) {
    case 'comment':
      return `Write this comment on #${operation.number}`
    case 'add-labels':
      return `Put ${operation.labels.length === 1 ? 'this label' : 'these labels'} on #${operation.number}`
    case 'remove-label':
      return `Take this label off #${operation.number}`
    case 'create-issue':
      return 'Open this issue'
    case 'close':
      return `Close #${operation.number}; nothing is merged, and it can be opened again.`
    case 'delete-branch':
      return `Delete the branch ${shortBranch(operation.branch)}, while it still is at ${operation.sha.slice(0, 10)}.`
  }
}
