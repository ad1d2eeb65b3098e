import { type ArtifactRef, newId, sha256Hex } from '@pm-bot/domain'
import type { Attempt } from '@pm-bot/runtime'
import { describe, expect, test } from 'vitest'
import { insertChangeset, setChangesetStatus } from '../src/changesets.ts'
import { consumeDecision } from '../src/decisions.ts'
import { AttemptLostError, openEffects } from '../src/effects.ts'
import { openInboxItem, resolveInboxItem } from '../src/inbox.ts'
import { takeRunLeaseFor } from '../src/run-leases.ts'
import type { Bench } from './bench.ts'

const NOW = '2026-01-01T00:00:00.000Z'
const SUBJECT = sha256Hex('the bundle')

/** The question that every writer asks first. */
export function describeDecisions(bench: () => Bench): void {
  /** An approved changeset, and the effect that may write it. */
  async function approved() {
    const { store } = bench()
    const [workspaceId, repoId, runId, changesetId, itemId, decisionId, effectId] = Array.from(
      { length: 7 },
      newId,
    )
    const owner = { workspaceId: workspaceId!, repoId: repoId!, runId: runId!, threadId: runId! }
    await store.database.transaction(async (tx) => {
      await tx.db
        .insertInto('workspaces')
        .values({ workspace_id: owner.workspaceId, name: 'w', settings: '{}', version: 1, created_at: NOW })
        .execute()
      await tx.db
        .insertInto('repos')
        .values({
          repo_id: owner.repoId,
          workspace_id: owner.workspaceId,
          source: 'local',
          full_name: '/x',
          name: 'x',
          path: '/x',
          default_branch: null,
          status: 'active',
          version: 1,
          added_at: NOW,
          last_sync_at: null,
        })
        .execute()
      await tx.db
        .insertInto('runs')
        .values({
          run_id: owner.runId,
          workspace_id: owner.workspaceId,
          repo_id: owner.repoId,
          goal: 'g',
          status: 'blocked',
          reason: null,
          graph_id: 'run_command/v1',
          thread_id: null,
          spec: '{}',
          base_sha: null,
          branch: null,
          commit_sha: null,
          changeset_id: null,
          retry_of: null,
          version: 1,
          created_at: NOW,
          updated_at: NOW,
        })
        .execute()
      const draft = {
        changesetId: changesetId!,
        baseSha: 'a'.repeat(40),
        branch: 'refs/heads/pm-bot/x',
        message: 'm',
        bundle: artifact(SUBJECT),
        patch: artifact('patch'),
        patchId: 'p',
        files: [],
      }
      const proposed = {
        type: 'changeset-proposed' as const,
        draft,
        interrupt: null,
        supersedes: null,
        interdiff: null,
      }
      await insertChangeset(tx, owner, proposed, 1)
      await openInboxItem(
        tx,
        owner,
        {
          version: 1,
          interrupt: null,
          changesetId: changesetId!,
          item: {
            itemId: itemId!,
            kind: 'changeset_apply',
            risk: 'low',
            status: 'pending',
            title: 't',
            payload: {},
            subjectHash: SUBJECT,
            allowed: ['approve'],
            createdAt: NOW,
            decision: null,
          },
        },
        1,
      )
      const decision = {
        decisionId: decisionId!,
        action: 'approve' as const,
        by: 'operator',
        at: NOW,
        reason: null,
      }
      await resolveInboxItem(tx, { type: 'item-resolved', itemId: itemId!, status: 'approved', decision }, 2)
      await setChangesetStatus(
        tx,
        {
          type: 'changeset-status-changed',
          changesetId: changesetId!,
          status: 'approved',
          commitSha: null,
          reason: null,
        },
        2,
      )
      const effect = {
        effectId: effectId!,
        verb: 'apply',
        queue: 'publish',
        onLost: 'reconcile' as const,
        payload: {},
      }
      await openEffects(tx, { kind: 'run', key: owner.runId }, [effect], store.queue.sendJobs)
    })
    return { runId: owner.runId, decisionId: decisionId!, changesetId: changesetId!, effectId: effectId! }
  }

  const begin = async (effectId: string): Promise<Attempt> =>
    (await bench().store.storage.transaction((tx) =>
      tx.beginAttempt({ effectId, generation: 1 }, 'by hand'),
    ))!
  const ask = (about: { decisionId: string; changesetId: string }, attempt: Attempt, subjectHash = SUBJECT) =>
    bench().store.database.transaction((tx) =>
      consumeDecision(tx, {
        decisionId: about.decisionId,
        subjectHash,
        about: { kind: 'changeset_apply', changesetId: about.changesetId },
        attempt,
      }),
    )

  describe('a decision', () => {
    test('allows one effect to write, however often that asks', async () => {
      const about = await approved()
      const attempt = await begin(about.effectId)
      expect(await ask(about, attempt)).toBe('allowed')
      expect(await ask(about, attempt)).toBe('allowed')
      const again = await begin(about.effectId)
      expect(await ask(about, again)).toBe('allowed')

      const other = await approved()
      const stranger = await begin(other.effectId)
      expect(await ask(about, stranger)).toMatchObject({
        refused: expect.stringMatching(/another write already/),
      })
    })

    test('is not for an attempt that has lost its effect', async () => {
      const about = await approved()
      const zombie = await begin(about.effectId)
      await begin(about.effectId)
      await expect(ask(about, zombie)).rejects.toThrow(AttemptLostError)
    })

    test('nor is the lease of the run', async () => {
      const about = await approved()
      const zombie = await begin(about.effectId)
      const owner = await begin(about.effectId)
      const lease = (attempt: Attempt) =>
        bench().store.database.transaction((tx) => takeRunLeaseFor(tx, about.runId, attempt))
      await expect(lease(zombie)).rejects.toThrow(AttemptLostError)
      expect(await lease(owner)).toBe(1)
      expect(await lease(owner)).toBe(2)
    })

    test('is about exactly these bytes', async () => {
      const about = await approved()
      const attempt = await begin(about.effectId)
      expect(await ask(about, attempt, sha256Hex('other bytes'))).toMatchObject({
        refused: expect.stringMatching(/not those that were approved/),
      })
      expect(await ask({ ...about, decisionId: newId() }, attempt)).toMatchObject({
        refused: expect.stringMatching(/no decision/),
      })
      expect(await ask({ ...about, changesetId: newId() }, attempt)).toMatchObject({
        refused: expect.stringMatching(/not the one that was approved/),
      })
    })

    test('about a changeset allows nothing else', async () => {
      const { decisionId, effectId } = await approved()
      const use = {
        decisionId,
        subjectHash: SUBJECT,
        about: { kind: 'publish' },
        attempt: await begin(effectId),
      } as const
      expect(await bench().store.database.transaction((tx) => consumeDecision(tx, use))).toMatchObject({
        refused: expect.stringMatching(/about something else/),
      })
    })

    test('is good for a day, also for the effect that used it', async () => {
      const about = await approved()
      const attempt = await begin(about.effectId)
      expect(await ask(about, attempt)).toBe('allowed')
      await bench().store.database.transaction((tx) =>
        tx.db
          .updateTable('approvals')
          .set({ expires_at: NOW })
          .where('decision_id', '=', about.decisionId)
          .execute(),
      )
      expect(await ask(about, attempt)).toMatchObject({
        refused: expect.stringMatching(/more than a day old/),
      })
    })
  })
}

const artifact = (hash: string): ArtifactRef => ({
  artifactId: newId(),
  kind: 'changeset_bundle',
  title: 't',
  contentType: 'application/json',
  uri: 'artifacts/x',
  hash,
  sizeBytes: 1,
})
