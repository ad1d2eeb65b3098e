import type { Workbench } from '@pm-bot/domain'
import type { Bench } from './bench.ts'

/** What the cache holds of the repository's issues and pull requests. Never asks GitHub. */
export function cachedIssues(_bench: Bench): Pick<Workbench, 'readIssue' | 'searchIssues'> {
  return {
    async readIssue() {
      return undefined
    },
    async searchIssues() {
      return []
    },
  }
}
