import type { Generated } from 'kysely'
import type { JsonText, Time } from './column-types.ts'

/** What there is to work on, who is signed in, and what was done. */
export interface InstanceTables {
  workspaces: {
    workspace_id: string
    name: string
    settings: JsonText
    version: number
    created_at: Time
    paused: JsonText | null
  }
  repos: {
    repo_id: string
    workspace_id: string
    source: 'local' | 'github'
    full_name: string
    name: string
    path: string | null
    default_branch: string | null
    status: 'active' | 'disabled' | 'removed'
    version: number
    added_at: Time
    last_sync_at: Time | null
    max_runs: Generated<number | null>
    policy: Generated<JsonText | null>
  }
  sessions: {
    session_id: string
    session_hash: string
    password_mark: string
    created_at: Time
    last_seen_at: Time
    expires_at: Time
    address: string
    user_agent: string | null
  }

  process_metrics: {
    process_id: string
    role: string
    host: string
    pid: number
    snapshot: string
    at: Time
  }

  audit_events: {
    event_id: string
    workspace_id: string | null
    run_id: string | null
    thread_id: string | null
    node_id: string | null
    type: string
    payload: JsonText
    created_at: Time
  }
  audit_unsealed: { event_id: string }
  audit_seals: { seal_no: number; event_id: string; hash: string }
}
