import type { JsonText, Time } from './column-types.ts'

/** Standing permissions. */
export interface GrantTables {
  grants: {
    grant_id: string
    workspace_id: string
    tool: string
    /** Patterns by the name of the argument. */
    arguments: JsonText | null
    repo_id: string | null
    run_id: string | null
    uses_left: number | null
    until: Time | null
    covers_tainted: number
    uses: number
    last_used_at: Time | null
    created_at: Time
    created_by: string
    item_id: string | null
    revoked_at: Time | null
    ended_at: Time | null
  }
  grant_uses: {
    use_id: string
    grant_id: string
    run_id: string
    call_id: string
    tool: string
    item_id: string | null
    used_at: Time
  }
}
