import { FIRST_WORKSPACE, type WorkspaceView } from '@pm-bot/domain'
import { post } from './client.ts'
import { queryClient } from './query-client.ts'

const at = (what: string) => `/api/workspaces/${FIRST_WORKSPACE.workspaceId}/${what}`
const stale = () => void queryClient.invalidateQueries({ queryKey: ['meta'] })

export const pauseAll = (reason: string, key: string) =>
  post<WorkspaceView>(at('pause'), reason === '' ? {} : { reason }, key).finally(stale)

export const resumeAll = (key: string) => post<WorkspaceView>(at('resume'), {}, key).finally(stale)
