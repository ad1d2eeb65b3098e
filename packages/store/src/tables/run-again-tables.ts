import type { CatchUp, Release, Schedule } from '@pm-bot/domain'
import type { JsonText, Time } from './column-types.ts'

/** What proposes runs again, and the steps that others begin from. */
export interface RunAgainTables {
  run_templates: {
    template_id: string
    workspace_id: string
    repo_id: string
    name: string
    content: JsonText
    content_hash: string
    status: 'active' | 'removed'
    version: number
    created_at: Time
    updated_at: Time
  }
  schedules: {
    schedule_id: string
    workspace_id: string
    template_id: string
    cron: string
    time_zone: string
    catch_up: CatchUp
    catch_up_most: number
    status: Schedule['status']
    next_at: Time | null
    release: Release
    permission: JsonText | null
    firings: JsonText
    version: number
    created_at: Time
    updated_at: Time
  }
  run_checkpoints: {
    run_id: string
    checkpoint_id: string
    step: number
    nodes: JsonText
    waits_for: JsonText
    /** Why no other run can begin from here; null when one can. */
    unfit: string | null
    heard_to: number
    at: Time
  }
}
