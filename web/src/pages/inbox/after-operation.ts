import type { PublishOperation } from '@pm-bot/domain'

interface Known {
  state: string
  labels: readonly string[]
}

/** What changes of an issue or pull request: its labels, or its state. Undefined where something is only added to it. */
export function afterOperation(
  operation: PublishOperation,
  { state, labels }: Known,
): { before: string | readonly string[]; after: string | readonly string[] } | undefined {
  switch (operation.op) {
    case 'add-labels':
      return { before: labels, after: [...new Set([...labels, ...operation.labels])] }
    case 'remove-label':
      return { before: labels, after: labels.filter((label) => label !== operation.label) }
    case 'close':
      return { before: state, after: 'closed' }
    case 'comment':
    case 'create-issue':
    case 'delete-branch':
      return undefined
  }
}
