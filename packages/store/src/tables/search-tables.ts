import type { Generated } from 'kysely'
import type { Time } from './column-types.ts'

/** What can be found by its words. */
export interface SearchTables {
  search_entries: {
    entry_id: Generated<number>
    source: string
    kind: 'issue' | 'pull_request' | 'comment' | 'run'
    repo_id: string
    number: number | null
    comment_kind: 'issue_comment' | 'review_comment' | null
    github_id: number | null
    run_id: string | null
    updated_at: Time
    words: string
  }
}
