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

/** Lists of runs by who has to do something about them: a person, a machine, nobody. */
export const RUN_ZONES = {
  'needs-you': ['proposed', 'blocked'],
  'under-way': ['approved', 'running'],
  done: TERMINAL_RUN_STATUSES,
} as const satisfies Record<string, readonly RunStatus[]>

export type RunZone = keyof typeof RUN_ZONES

export const isTerminalRunStatus = (status: RunStatus): boolean => TERMINAL_RUN_STATUSES.includes(status)
