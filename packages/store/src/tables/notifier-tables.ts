import type { NotifierKind, Risk } from '@pm-bot/domain'
import type { JsonText, Time } from './column-types.ts'

/** What reaches the operator away from the page. */
export interface NotifierTables {
  notifiers: {
    notifier_id: string
    workspace_id: string
    name: string
    kind: NotifierKind
    target: JsonText
    /** Sealed. */
    secret: string | null
    /** Null: all kinds. */
    kinds: JsonText | null
    least_risk: Risk
    quiet_hours: JsonText | null
    digest_minutes: number
    is_on: number
    address: string
    /** What waits, what is under way and how the last one ended, as its actor remembers it. */
    work: JsonText
    version: number
    created_at: Time
    updated_at: Time
  }
}
