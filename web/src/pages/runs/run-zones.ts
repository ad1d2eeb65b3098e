import { RUN_ZONES, type RunStatus, type RunView, type RunZone } from '@pm-bot/domain'

/** Lists of the runs page, each part of what the api calls a zone. */
export const RUN_LISTS: readonly { title: string; zone: RunZone; has: (run: RunView) => boolean }[] = [
  { title: 'Needs you', zone: 'needs-you', has: () => true },
  { title: 'Running', zone: 'under-way', has: ({ status }) => status === 'running' },
  { title: 'Queued', zone: 'under-way', has: ({ status }) => status !== 'running' },
  { title: 'Done', zone: 'done', has: () => true },
]

/** Nothing can happen to it any more. */
export const isOver = (status: RunStatus) => RUN_ZONES.done.includes(status)
