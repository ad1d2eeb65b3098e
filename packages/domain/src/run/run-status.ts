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
  // Only when the operator puts the work that failed back, see retry-effect.
  failed: ['approved', 'running'],
  cancelled: [],
  rejected: [],
}

/** A run that has one of these goes on no more by itself. */
export const TERMINAL_RUN_STATUSES: readonly RunStatus[] = ['completed', 'failed', 'cancelled', 'rejected']

export const isTerminalRunStatus = (status: RunStatus): boolean => TERMINAL_RUN_STATUSES.includes(status)
