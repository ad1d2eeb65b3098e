import type { ParkReason } from '@pm-bot/runtime'
import type { Generated } from 'kysely'
import type { JsonText, Time } from './column-types.ts'

/** What the runtime keeps: actors, their mail, what they owe the world, and who serves them. */
export interface ActorTables {
  actors: {
    kind: string
    key: string
    state: JsonText | null
    version: number
    code_version: number
    created_at: Time
    updated_at: Time
    suspected_at: Generated<Time | null>
    care_until: Generated<Time | null>
  }
  mailboxes: { kind: string; key: string; last_seq: number }
  message_ids: { message_id: string; accepted_at: Time }
  actor_messages: {
    message_id: string
    kind: string
    key: string
    seq: number
    body: JsonText
    reply_to: string | null
    attempts: Generated<number>
    crashes: Generated<number>
    last_error: string | null
    accepted_at: Time
    parked_at: Time | null
    park_reason: Generated<ParkReason | null>
  }
  requests: {
    request_id: string
    request_hash: string
    kind: string
    key: string
    reply: JsonText | null
    answer: JsonText | null
    created_at: Time
  }
  effects: {
    effect_id: string
    kind: string
    key: string
    verb: string
    queue: string
    on_lost: 'retry' | 'reconcile' | 'ask'
    payload: JsonText
    status: 'open' | 'running' | 'succeeded' | 'failed' | 'in-doubt' | 'cancelled'
    generation: number
    attempt: Generated<number>
    crashes: Generated<number>
    /** Of those, the ones that their process outlived. */
    outlived: Generated<number>
    attempt_token: string | null
    worker_id: string | null
    error: string | null
    created_at: Time
    available_at: Time
    started_at: Time | null
    finished_at: Time | null
  }
  stopping_agents: {
    effect_id: string
    kind: string
    key: string
    attempt_token: string | null
    worker_id: string | null
  }
  timers: { kind: string; key: string; name: string; generation: number; due_at: Time; message: JsonText }
  work_jobs: {
    job_id: Generated<number>
    queue: string
    effect_id: string
    generation: number
    available_at: Time
    leased_until: Time | null
    failures: Generated<number>
    created_at: Time
  }
  workers: {
    worker_id: string
    host: string
    pid: number
    version: string
    queues: JsonText
    lock_key: number
    serving: JsonText | null
    started_at: Time
    heartbeat_at: Time
    drain_requested_at: Time | null
    findings: JsonText | null
  }
  paused_queues: { queue: string; paused_at: Time; paused_by: string }
  queue_samples: {
    queue: string
    bucket: number
    waiting: number
    delayed: number
    active: number
    oldest_wait_ms: number
    wait_p50_ms: number | null
    wait_p95_ms: number | null
  }
  mailbox_samples: { bucket: number; waiting: number; parked: number; oldest_wait_ms: number }
}
