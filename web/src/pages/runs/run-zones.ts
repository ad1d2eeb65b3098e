import type { RunStatus, RunView } from '@pm-bot/domain'

export type RunZone = 'Needs you' | 'Working' | 'Done'
export const RUN_ZONES: readonly RunZone[] = ['Needs you', 'Working', 'Done']

const ZONE: Record<RunStatus, RunZone> = {
  proposed: 'Needs you',
  blocked: 'Needs you',
  approved: 'Working',
  running: 'Working',
  completed: 'Done',
  failed: 'Done',
  cancelled: 'Done',
  rejected: 'Done',
}

export const zoneOf = (run: RunView) => ZONE[run.status]

/** Nothing can happen to it any more. */
export const isOver = (status: RunStatus) => ZONE[status] === 'Done'
