import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ArtifactKind, FIRST_WORKSPACE, newId, type RunStatus } from '@pm-bot/domain'
import { openArtifactStore } from '@pm-bot/files'
import type { Instance } from '@pm-bot/instance'

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()

/** What runs is this worker's: of one that nobody knows, attempts are given to others. */
export const LIVING_WORKER = 'a living worker'

/** Puts rows and files into an instance as if they had been there for a time. */
export function writePast({ store, data }: Instance) {
  const artifacts = openArtifactStore({ dataDirectory: data.root })
  const write = <T>(work: Parameters<typeof store.database.transaction<T>>[0]) =>
    store.database.transaction(work)

  return {
    artifacts,

    async repo(): Promise<string> {
      const repo_id = newId()
      await write((tx) =>
        tx.db
          .insertInto('repos')
          .values({
            repo_id,
            workspace_id: FIRST_WORKSPACE.workspaceId,
            source: 'local',
            full_name: `/${repo_id}`,
            name: 'shop',
            path: `/${repo_id}`,
            default_branch: null,
            status: 'active',
            version: 1,
            added_at: daysAgo(400),
            last_sync_at: null,
          })
          .execute(),
      )
      return repo_id
    },

    /** With its change of status and an audit event. */
    async run(repoId: string, status: RunStatus, days: number): Promise<string> {
      const run_id = newId()
      const at = daysAgo(days)
      await write(async (tx) => {
        await tx.db
          .insertInto('runs')
          .values({
            run_id,
            workspace_id: FIRST_WORKSPACE.workspaceId,
            repo_id: repoId,
            goal: 'g',
            status,
            reason: null,
            graph_id: 'run_command/v1',
            thread_id: run_id,
            spec: '{}',
            base_sha: null,
            branch: null,
            commit_sha: null,
            changeset_id: null,
            retry_of: null,
            version: 1,
            created_at: at,
            updated_at: at,
          })
          .execute()
        await tx.db
          .insertInto('run_transitions')
          .values({
            run_id,
            version: 1,
            ordinal: 0,
            from_status: null,
            to_status: status,
            reason: null,
            actor: 'operator',
            created_at: at,
          })
          .execute()
      })
      return run_id
    },

    /** One event for each age, the oldest first. */
    async events(runId: string, ...days: number[]): Promise<void> {
      await write(async (tx) => {
        await tx.db.insertInto('run_streams').values({ run_id: runId, last_seq: days.length }).execute()
        const rows = days.map((age, index) => ({
          run_id: runId,
          seq: index + 1,
          type: 'command-ran',
          title: `event ${index + 1}`,
          actor: null,
          detail: '{}',
          created_at: daysAgo(age),
        }))
        for (let start = 0; start < rows.length; start += 1000) {
          await tx.db
            .insertInto('run_events')
            .values(rows.slice(start, start + 1000))
            .execute()
        }
      })
    },

    /** A call of a model, in the ledger of its run. */
    async call(runId: string, days: number): Promise<string> {
      const reservation_id = newId()
      const counts = { input_tokens: 1, output_tokens: 1, tokens: 2, seconds: 1, micro_usd: null, lost: 0 }
      const call = { call_id: 'c', provider: 'p', model: 'p:m', tool: null, at: daysAgo(days), ...counts }
      await write((tx) =>
        tx.db
          .insertInto('run_spend')
          .values({ run_id: runId, reservation_id, ...call })
          .execute(),
      )
      return reservation_id
    },

    async effect(
      owner: { kind: string; key: string },
      status: 'open' | 'running' | 'succeeded' | 'failed' | 'in-doubt' | 'cancelled',
      days: number,
    ): Promise<{ effectId: string; token: string }> {
      const effect_id = newId()
      const token = newId()
      const isFinished = status !== 'open' && status !== 'running'
      await write((tx) =>
        tx.db
          .insertInto('effects')
          .values({
            effect_id,
            ...owner,
            verb: 'run-agent',
            queue: 'runs',
            on_lost: 'retry',
            payload: '{}',
            status,
            generation: 1,
            attempt_token: status === 'open' ? null : token,
            worker_id: status === 'running' ? LIVING_WORKER : null,
            error: null,
            created_at: daysAgo(days),
            available_at: daysAgo(days),
            started_at: null,
            finished_at: isFinished ? daysAgo(days) : null,
          })
          .execute(),
      )
      return { effectId: effect_id, token }
    },

    async handledId(days: number): Promise<string> {
      const message_id = newId()
      await write((tx) =>
        tx.db
          .insertInto('message_ids')
          .values({ message_id, accepted_at: daysAgo(days) })
          .execute(),
      )
      return message_id
    },

    /** Of a webhook. */
    async delivery(days: number): Promise<string> {
      const delivery_id = newId()
      await write((tx) =>
        tx.db
          .insertInto('webhook_deliveries')
          .values({
            delivery_id,
            body_hash: delivery_id,
            event: 'issues',
            full_name: 'octo/shop',
            received_at: daysAgo(days),
          })
          .execute(),
      )
      return delivery_id
    },

    /** A message nobody serves: it waits, or is parked, under this id. */
    async message(messageId: string, days: number, parked: boolean, replyTo = messageId): Promise<void> {
      await write((tx) =>
        tx.db
          .insertInto('actor_messages')
          .values({
            message_id: messageId,
            kind: 'nobody',
            key: messageId,
            seq: 1,
            body: '{}',
            reply_to: replyTo,
            last_error: null,
            accepted_at: daysAgo(days),
            parked_at: parked ? daysAgo(days) : null,
          })
          .execute(),
      )
    },

    async request(days: number, answer: string | null): Promise<string> {
      const request_id = newId()
      await write((tx) =>
        tx.db
          .insertInto('requests')
          .values({
            request_id,
            request_hash: 'h',
            kind: 'run',
            key: 'k',
            reply: answer,
            answer,
            created_at: daysAgo(days),
          })
          .execute(),
      )
      return request_id
    },

    async artifact(runId: string, kind: ArtifactKind, bytes: string, days: number) {
      const ref = await artifacts.put({
        runId,
        kind,
        title: kind,
        contentType: 'text/plain',
        bytes: Buffer.from(bytes),
      })
      await write((tx) =>
        tx.db
          .insertInto('artifacts')
          .values({
            artifact_id: ref.artifactId,
            run_id: runId,
            kind,
            title: kind,
            uri: ref.uri,
            content_type: ref.contentType,
            hash: ref.hash,
            size_bytes: ref.sizeBytes,
            created_at: daysAgo(days),
          })
          .execute(),
      )
      return ref
    },

    /** A changeset whose bundle names these contents. */
    async changeset(runId: string, repoId: string, blobs: string[], days: number) {
      const entries = blobs.map((hash, index) => ({ path: `${index}`, mode: '100644', hash }))
      const bundle = await this.artifact(runId, 'changeset_bundle', JSON.stringify({ entries }), days)
      const patch = await this.artifact(runId, 'patch', `patch of ${runId}`, days)
      await write((tx) =>
        tx.db
          .insertInto('changeset_bundles')
          .values({
            changeset_id: newId(),
            run_id: runId,
            repo_id: repoId,
            status: 'applied',
            base_sha: 'a',
            branch: 'b',
            message: 'm',
            bundle_artifact_id: bundle.artifactId,
            patch_artifact_id: patch.artifactId,
            interdiff_artifact_id: null,
            subject_hash: bundle.hash,
            files: '[]',
            file_count: 0,
            additions: 0,
            deletions: 0,
            supersedes: null,
            applied_commit_sha: null,
            version: 1,
            created_at: daysAgo(days),
            updated_at: daysAgo(days),
          })
          .execute(),
      )
      return { bundle, patch }
    },

    /** A file below the data directory; returns its whole path. */
    file(...path: string[]): string {
      const whole = join(data.root, ...path)
      mkdirSync(dirname(whole), { recursive: true })
      writeFileSync(whole, 'x')
      return whole
    },
  }
}
