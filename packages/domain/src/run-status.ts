/** Where a run stands. The list is closed; FEATURES B14. */
export const RUN_STATUSES = [
  'proposed',
  'approved',
  'running',
  'blocked',
  'completed',
  'failed',
  'cancelled',
  'rejected',
] as const

export type RunStatus = (typeof RUN_STATUSES)[number]

/** Every legal change of status. What is not listed cannot happen. */
export const RUN_TRANSITIONS: Record<RunStatus, readonly RunStatus[]> = {
  proposed: ['approved', 'rejected', 'cancelled'],
  approved: ['running', 'failed', 'cancelled'],
  running: ['blocked', 'completed', 'failed', 'cancelled'],
  blocked: ['running', 'rejected', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  cancelled: [],
  rejected: [],
}

export function isTerminalRunStatus(status: RunStatus): boolean {
  return RUN_TRANSITIONS[status].length === 0
}

/** A run that has one of these changes no more. */
export const TERMINAL_RUN_STATUSES: readonly RunStatus[] = RUN_STATUSES.filter(isTerminalRunStatus)
