import { below, showClone } from './show-clone.ts'
import type { ToolPerformer } from './tool-performer.ts'

const LOG_ENTRIES = 20

export const gitStatus: ToolPerformer = {
  perform: (_, bench) => showClone({ what: 'status' }, bench, 'Nothing is changed.'),
}

export const gitDiff: ToolPerformer = {
  async perform(args, bench) {
    const { path } = args as { path?: string }
    return await showClone({ what: 'diff', ...below(path) }, bench, 'Nothing is changed there.')
  },
}

export const gitLog: ToolPerformer = {
  async perform(args, bench) {
    const { path, most = LOG_ENTRIES } = args as { path?: string; most?: number }
    return await showClone({ what: 'log', most, ...below(path) }, bench, 'No commit is known there.')
  },
}
